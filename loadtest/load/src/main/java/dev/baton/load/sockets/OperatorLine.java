package dev.baton.load.sockets;

import dev.baton.load.record.Book;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Lane;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.wire.FrameWriter;
import dev.baton.load.wire.Heard;
import dev.baton.load.wire.Row;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An operator with the inbox open, who follows the conversations that are theirs. */
public final class OperatorLine extends Line {
  /** Conversations that one socket may follow. */
  public static final int FOLLOWED_MAX = 1_000;

  private final String apiKey;
  private final List<String> views;
  private final Map<String, Talk> followed = new LinkedHashMap<>();
  private final Set<Long> missed = new HashSet<>();
  private volatile @Nullable RowWatcher watcher;

  /** Told of every row that this operator is shown. */
  @FunctionalInterface
  public interface RowWatcher {
    void row(OperatorLine shownTo, Row row, long nowNanos);
  }

  /**
   * Follows nothing yet.
   *
   * @param views the lists that this operator looks at
   */
  public OperatorLine(Lines lines, String apiKey, List<String> views) {
    super(lines);
    this.apiKey = apiKey;
    this.views = List.copyOf(views);
  }

  /** From the next welcome on this conversation is followed; before the first connection only. */
  public void owns(Talk talk) {
    followed.put(talk.conversation(), talk);
  }

  /** Follows a conversation now, and after each later welcome. */
  public void follow(Talk talk) {
    loop()
        .execute(() -> {
          followed.put(talk.conversation(), talk);
          write(followFrame(talk));
          flush();
        });
  }

  /** Shows the customer that somebody types. */
  public void type(Talk talk) {
    loop()
        .execute(() -> {
          write(FrameWriter.typing(talk.conversation()));
          flush();
        });
  }

  public void watchRows(RowWatcher told) {
    watcher = told;
  }

  @Override
  String path() {
    return "/api/v1/inbox/socket";
  }

  @Override
  String authorization() {
    return "Bearer " + apiKey;
  }

  @Override
  void opened() {}

  @Override
  void welcomed() {
    missed.clear();
    followed.values().forEach(this::noteMissed);
    write(FrameWriter.watch(views));
    for (Talk talk : followed.values()) {
      write(followFrame(talk));
    }
  }

  /** The welcome names no numbers: what customers were told is stored has to be shown. */
  private void noteMissed(Talk talk) {
    Lane lane = talk.lane(Side.CUSTOMER);
    for (int n = 0; n < lane.size(); n++) {
      if (lane.isAcked(n) && !lane.isDelivered(n)) {
        missed.add(Keys.code(talk.index(), Side.CUSTOMER, n));
      }
    }
  }

  @Override
  boolean caughtUp() {
    return missed.isEmpty();
  }

  private static String followFrame(Talk talk) {
    return FrameWriter.follow(talk.conversation(), talk.seenBy(Side.OPERATOR).last());
  }

  @Override
  Iterable<Talk> talks() {
    return followed.values();
  }

  @Override
  Side side() {
    return Side.OPERATOR;
  }

  @Override
  public void entry(String conversation, Heard heard) {
    Talk talk = followed.get(conversation);
    if (talk == null) {
      return;
    }
    Book book = lines().book();
    book.shown(talk, Side.OPERATOR, heard.rev());
    long code = heard.textCode();
    if (!book.knows(code) || Keys.talk(code) != talk.index()) {
      return;
    }
    if (Keys.side(code) == Side.CUSTOMER) {
      book.delivered(code, heard.seq(), nowNanos());
      missed.remove(code);
    } else if (heard.keyCode() == code) {
      ownMessage(code, heard.seq());
    }
  }

  @Override
  public void message(Heard heard) {}

  @Override
  public void thinking(boolean on) {}

  @Override
  public void typing() {}

  @Override
  public void row(Row row) {
    RowWatcher told = watcher;
    if (told != null) {
      told.row(this, row, nowNanos());
    }
  }

  @Override
  public boolean wantsRows() {
    return watcher != null;
  }
}
