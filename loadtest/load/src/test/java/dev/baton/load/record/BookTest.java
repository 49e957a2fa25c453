package dev.baton.load.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BookTest {
  private final Talk talk = new Talk(0, "cnv_1", "token", 0, 0);
  private final Book book = new Book(new Keys("r1"), List.of(talk));

  @Test
  void timesCountFromWhenAMessageWasDue() {
    book.measuring(true);
    long code = book.add(talk, Side.CUSTOMER, millis(100), book.announce());

    book.written(code, millis(130));
    book.acked(code, 1, millis(150));
    book.delivered(code, 1, millis(180));

    assertThat(book.lateness().total().getMaxValue()).isBetween(29_900L, 30_100L);
    assertThat(book.ackTimes().total().getMaxValue()).isBetween(49_900L, 50_100L);
    assertThat(book.deliveryTimes().total().getMaxValue()).isBetween(79_900L, 80_100L);
  }

  @Test
  void whatIsNotMeasuredIsCountedAndNotTimed() {
    long code = book.add(talk, Side.CUSTOMER, 0, book.announce());

    book.acked(code, 1, millis(1));
    book.delivered(code, 1, millis(1));

    assertThat(book.delivered()).isEqualTo(1);
    assertThat(book.deliveryTimes().total().getTotalCount()).isZero();
  }

  @Test
  void aMessageIsSettledOnceWhenItIsAcknowledgedAndShown() {
    List<Long> settled = new ArrayList<>();
    book.onSettled(settled::add);
    long code = book.add(talk, Side.OPERATOR, 0, book.announce());

    book.delivered(code, 1, 0);
    assertThat(settled).isEmpty();
    assertThat(book.open()).isEqualTo(1);
    assertThat(book.acked(code, 1, 0)).isTrue();
    assertThat(book.acked(code, 1, 0)).isFalse();
    book.delivered(code, 1, 0);

    assertThat(settled).containsExactly(code);
    assertThat(book.open()).isZero();
    assertThat(book.delivered()).isEqualTo(1);
  }

  @Test
  void aRefusedMessageIsSettledToo() {
    List<Long> settled = new ArrayList<>();
    book.onSettled(settled::add);
    long code = book.add(talk, Side.CUSTOMER, 0, book.announce());

    assertThat(book.refused(code)).isTrue();
    assertThat(book.refused(code)).isFalse();

    assertThat(settled).containsExactly(code);
    assertThat(book.open()).isZero();
  }

  @Test
  void whatTheRunHasNotSaidIsNotKnown() {
    long code = book.add(talk, Side.CUSTOMER, 0, book.announce());

    assertThat(book.knows(code)).isTrue();
    assertThat(book.knows(Keys.code(0, Side.CUSTOMER, 1))).isFalse();
    assertThat(book.knows(Keys.code(1, Side.CUSTOMER, 0))).isFalse();
    assertThat(book.knows(Keys.NONE)).isFalse();
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
