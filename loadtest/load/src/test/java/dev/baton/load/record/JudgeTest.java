package dev.baton.load.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.load.record.Findings.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every case begins as the honest one and differs from it in one thing. */
class JudgeTest {
  private final Keys keys = new Keys("r1");
  private final Talk talk = new Talk(0, "cnv_1", "token", 1, 5);
  private final Book book = new Book(keys, List.of(talk));
  private final List<Stored> history = new ArrayList<>(List.of(new Stored(1, Keys.NONE, "hello")));
  private final Judge judge = new Judge(book, this::text);
  private long rev = 5;

  @Test
  void nothingIsFoundWhereAllIsKeptAndShown() {
    exchange(2, 3);

    judge();

    assertThat(book.findings().none()).isTrue();
    assertThat(judge.stored()).isEqualTo(2);
    assertThat(judge.unknown()).isZero();
  }

  @Test
  void anAcknowledgedMessageThatIsNotStoredIsLost() {
    exchange(2, 3);
    history.removeLast();

    judge();

    assertThat(book.findings().count(Kind.LOST)).isEqualTo(1);
    assertThat(book.findings().kept()).singleElement().asString().contains("r1-o0-0", "cnv_1");
  }

  @Test
  void anAcknowledgedMessageThatIsNotShownIsLostOnce() {
    long first = say(Side.CUSTOMER);
    store(first, 2);
    book.acked(first, 2, 0);
    rev++;
    book.shown(talk, Side.CUSTOMER, 2);
    long second = say(Side.CUSTOMER);
    pass(second, 3);

    judge();

    assertThat(book.findings().count(Kind.LOST)).isEqualTo(1);
  }

  @Test
  void aNumberThatIsLeftOutIsLostWhoeverSaidIt() {
    book.shown(talk, Side.CUSTOMER, 3);

    judge();

    assertThat(book.findings().count(Kind.LOST)).isEqualTo(1);
    assertThat(book.findings().kept().getFirst()).contains("message 2", "never shown");
  }

  @Test
  void aMessageStoredTwiceIsDoubled() {
    long code = exchange(2, 3);
    store(code, 4);

    judge();

    assertThat(book.findings().count(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void aMessageShownTwiceIsDoubled() {
    exchange(2, 3);
    book.shown(talk, Side.CUSTOMER, 3);

    judge();

    assertThat(book.findings().count(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void aMessageWithTwoNumbersIsDoubled() {
    long code = exchange(2, 3);
    book.delivered(code, 7, 0);

    assertThat(book.findings().count(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void messagesThatStandInAnotherOrderAreReordered() {
    long first = say(Side.CUSTOMER);
    long second = say(Side.CUSTOMER);
    pass(second, 2);
    pass(first, 3);

    judge();

    assertThat(book.findings().count(Kind.REORDERED)).isEqualTo(1);
  }

  @Test
  void aMessageThatWasSentAgainMayComeLater() {
    long first = say(Side.CUSTOMER);
    long second = say(Side.CUSTOMER);
    book.written(first, 0);
    pass(second, 2);
    pass(first, 3);

    judge();

    assertThat(book.findings().none()).isTrue();
  }

  @Test
  void aMessageShownAfterALaterOneIsReordered() {
    long first = say(Side.OPERATOR);
    long second = say(Side.OPERATOR);
    store(first, 2);
    store(second, 3);
    for (long code : new long[] {second, first}) {
      int seq = code == first ? 2 : 3;
      book.acked(code, seq, 0);
      book.delivered(code, seq, 0);
      book.shown(talk, Side.CUSTOMER, seq);
    }

    judge();

    assertThat(book.findings().count(Kind.REORDERED)).isEqualTo(1);
    assertThat(book.findings().count(Kind.LOST)).isZero();
  }

  @Test
  void anotherTextIsAltered() {
    exchange(2, 3);
    Stored last = history.removeLast();
    history.add(new Stored(last.seq(), last.code(), last.text() + "!"));

    judge();

    assertThat(book.findings().count(Kind.ALTERED)).isEqualTo(1);
  }

  @Test
  void aRefusedMessageThatIsStoredIsAltered() {
    long code = say(Side.CUSTOMER);
    book.refused(code);
    store(code, 2);

    judge();

    assertThat(book.findings().count(Kind.ALTERED)).isEqualTo(1);
  }

  @Test
  void aMessageWithoutAnOutcomeIsUnknownAndMayBeStored() {
    long code = say(Side.CUSTOMER);
    store(code, 2);

    judge();

    assertThat(judge.unknown()).isEqualTo(1);
    assertThat(judge.stored()).isEqualTo(1);
    assertThat(book.findings().none()).isTrue();
  }

  /** A customer's message and an operator's; the code of the latter. */
  private long exchange(int customersSeq, int operatorsSeq) {
    pass(say(Side.CUSTOMER), customersSeq);
    long reply = say(Side.OPERATOR);
    pass(reply, operatorsSeq);
    return reply;
  }

  private long say(Side side) {
    long code = book.add(talk, side, 0, book.announce());
    book.written(code, 0);
    return code;
  }

  /** Stored, acknowledged and shown, as it should be. */
  private void pass(long code, int seq) {
    store(code, seq);
    book.acked(code, seq, 0);
    book.delivered(code, seq, 0);
    book.shown(talk, Side.CUSTOMER, seq);
    book.shown(talk, Side.OPERATOR, ++rev);
  }

  private void store(long code, int seq) {
    history.add(new Stored(seq, code, text(code)));
  }

  private String text(long code) {
    return keys.key(code) + " some words";
  }

  private void judge() {
    judge.history(talk, history);
    judge.shown();
  }
}
