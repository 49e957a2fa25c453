package dev.baton.load.sockets;

import dev.baton.load.record.Book;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.wire.FrameWriter;
import dev.baton.load.wire.Heard;
import dev.baton.load.wire.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer with the widget open. */
public final class CustomerLine extends Line {
  private final Talk talk;
  private long mustReach;
  private volatile long caughtUpNanos;
  private volatile Thinking thinking = (on, nowNanos) -> {};
  private volatile long typingNanos;

  public CustomerLine(Lines lines, Talk talk) {
    super(lines);
    this.talk = talk;
  }

  @Override
  String path() {
    return "/api/v1/widget/socket";
  }

  @Override
  @Nullable String authorization() {
    return null;
  }

  @Override
  void opened() {
    write(FrameWriter.hello(talk.token(), talk.seenBy(Side.CUSTOMER).last()));
  }

  @Override
  void welcomed() {}

  @Override
  Iterable<Talk> talks() {
    return List.of(talk);
  }

  @Override
  Side side() {
    return Side.CUSTOMER;
  }

  /** When this customer, after the last welcome, had all that was said before; 0 until then. */
  public long caughtUpNanos() {
    return caughtUpNanos;
  }

  /** When this customer was first shown that an operator types; 0 until then. */
  public long typingNanos() {
    return typingNanos;
  }

  @Override
  public void typing() {
    if (typingNanos == 0) {
      typingNanos = nowNanos();
    }
  }

  /** The listener is told when the agent begins to work on an answer, and when it does no more. */
  public void onThinking(Thinking listener) {
    thinking = listener;
  }

  /** What the agent does, as a customer sees it. */
  @FunctionalInterface
  public interface Thinking {
    void shown(boolean on, long nowNanos);
  }

  @Override
  public void thinking(boolean on) {
    thinking.shown(on, nowNanos());
  }

  @Override
  void losesEverything() {
    caughtUpNanos = 0;
  }

  @Override
  void reached(long lastSeq) {
    mustReach = lastSeq;
    lookWhetherCaughtUp();
  }

  @Override
  boolean caughtUp() {
    return talk.seenBy(Side.CUSTOMER).last() >= mustReach;
  }

  private void lookWhetherCaughtUp() {
    if (caughtUpNanos == 0 && caughtUp()) {
      caughtUpNanos = nowNanos();
    }
  }

  @Override
  public void message(Heard heard) {
    Book book = lines().book();
    book.shown(talk, Side.CUSTOMER, heard.seq());
    lookWhetherCaughtUp();
    long code = heard.textCode();
    if (!book.knows(code) || Keys.talk(code) != talk.index()) {
      return;
    }
    if (Keys.side(code) == Side.OPERATOR) {
      book.delivered(code, heard.seq(), nowNanos());
    } else if (heard.keyCode() == code) {
      ownMessage(code, heard.seq());
    }
  }

  @Override
  public void entry(String conversation, Heard heard) {}

  @Override
  public void row(Row row) {}

  @Override
  public boolean wantsRows() {
    return false;
  }
}
