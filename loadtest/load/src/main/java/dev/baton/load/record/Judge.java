package dev.baton.load.record;

import dev.baton.load.record.Findings.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Compares, at the end, what was said with what was shown and with what is stored. */
public final class Judge {
  private final Book book;
  private final Findings findings;
  private final LongFunction<String> texts;
  private final Set<Long> named = new HashSet<>();
  private long stored;
  private long unknown;

  /**
   * Over a record to which nothing is added any more.
   *
   * @param texts what was sent under a key
   */
  public Judge(Book book, LongFunction<String> texts) {
    this.book = book;
    this.findings = book.findings();
    this.texts = texts;
  }

  /** Looks at a conversation's history, in the order in which it was read. */
  public void history(Talk talk, List<Stored> history) {
    dense(talk, history);
    int[] byCustomer = new int[talk.lane(Side.CUSTOMER).size()];
    int[] byOperator = new int[talk.lane(Side.OPERATOR).size()];
    for (Stored one : history) {
      if (!book.knows(one.code()) || Keys.talk(one.code()) != talk.index()) {
        continue;
      }
      int[] times = Keys.side(one.code()) == Side.CUSTOMER ? byCustomer : byOperator;
      look(talk, one, ++times[Keys.n(one.code())]);
    }
    count(talk, Side.CUSTOMER, byCustomer);
    count(talk, Side.OPERATOR, byOperator);
  }

  private void count(Talk talk, Side side, int[] times) {
    Lane lane = talk.lane(side);
    stored += Arrays.stream(times).filter(time -> time > 0).count();
    for (int n = 0; n < times.length; n++) {
      if (times[n] == 0 && (lane.isAcked(n) || lane.isDelivered(n))) {
        lost(talk, side, n, "was acknowledged and is not stored");
      }
    }
  }

  private void dense(Talk talk, List<Stored> history) {
    long next = 1;
    for (Stored one : history) {
      if (one.seq() < next) {
        findings.add(
            Kind.DOUBLED,
            "message " + one.seq() + " of " + talk.conversation() + " is stored again");
      } else if (one.seq() > next) {
        findings.add(
            Kind.LOST, "message " + next + " of " + talk.conversation() + " is not in its history");
      }
      next = Math.max(next, one.seq() + 1);
    }
  }

  private void look(Talk talk, Stored one, int time) {
    Side side = Keys.side(one.code());
    Lane lane = talk.lane(side);
    int n = Keys.n(one.code());
    if (time > 1) {
      findings.add(Kind.DOUBLED, name(talk, side, n) + " is stored again as message " + one.seq());
      return;
    }
    lane.found(n, one.seq());
    if (lane.seq(n) != one.seq()) {
      findings.add(
          Kind.REORDERED,
          name(talk, side, n) + " was number " + lane.seq(n) + " and is stored as " + one.seq());
    }
    if (lane.isRefused(n)) {
      findings.add(Kind.ALTERED, name(talk, side, n) + " was refused and is stored");
    }
    if (!one.text().equals(texts.apply(one.code()))) {
      findings.add(Kind.ALTERED, name(talk, side, n) + " is stored with another text");
    }
  }

  /** Looks at what both sides were shown; after all histories, because those know more numbers. */
  public void shown() {
    for (Talk talk : book.talks()) {
      for (Side side : Side.values()) {
        ordered(talk, side);
        gaps(talk, side.other(), neverShown(talk, side));
      }
    }
  }

  /** How many of one side's acknowledged messages the other side has not been shown. */
  private int neverShown(Talk talk, Side side) {
    Lane lane = talk.lane(side);
    int missing = 0;
    for (int n = 0; n < lane.size(); n++) {
      if (lane.awaitsOutcome(n)) {
        unknown++;
      }
      if (lane.isAcked(n) && !lane.isDelivered(n)) {
        missing++;
        lost(talk, side, n, "was acknowledged and never shown to the other side");
      }
    }
    return missing;
  }

  private void ordered(Talk talk, Side side) {
    Lane lane = talk.lane(side);
    int before = -1;
    for (int n = 0; n < lane.size(); n++) {
      if (lane.seq(n) == 0) {
        continue;
      }
      boolean sentOnce = before >= 0 && !lane.isRepeated(n) && !lane.isRepeated(before);
      if (sentOnce && lane.seq(n) < lane.seq(before)) {
        findings.add(
            Kind.REORDERED,
            name(talk, side, n)
                + " was said after "
                + book.keys().key(code(talk, side, before))
                + " and stands before it");
      }
      before = n;
    }
  }

  /** Numbers that a client was never shown, but for the messages that are named already. */
  private void gaps(Talk talk, Side to, int named) {
    talk.seenBy(to).missing().stream()
        .skip(named)
        .forEach(number ->
            findings.add(
                Kind.LOST, Book.shownTo(talk, to, number).replace(" was ", " was never ")));
  }

  /** One message is lost once, however many places miss it. */
  private void lost(Talk talk, Side side, int n, String sentence) {
    if (named.add(code(talk, side, n))) {
      findings.add(Kind.LOST, name(talk, side, n) + " " + sentence);
    }
  }

  private String name(Talk talk, Side side, int n) {
    return book.keys().key(code(talk, side, n)) + " in " + talk.conversation();
  }

  private static long code(Talk talk, Side side, int n) {
    return Keys.code(talk.index(), side, n);
  }

  /** Messages of the run that the histories have. */
  public long stored() {
    return stored;
  }

  /** Messages whose senders were never told what became of them. */
  public long unknown() {
    return unknown;
  }
}
