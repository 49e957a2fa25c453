package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.failure.LoadFailed;
import dev.baton.load.measure.Figures;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Latency;
import dev.baton.load.record.Talk;
import dev.baton.load.sockets.OperatorLine;
import dev.baton.load.wire.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** What becomes of each customer who asks for a person, and how long each step takes. */
final class Desk {
  private static final String ASKED = "queue";
  private static final String TAKEN = "operator";
  private static final String CLOSED = "none";

  private final Stage stage;
  private final Executor calls;
  private final Map<String, Talk> talks = new HashMap<>();
  private final Map<String, AtomicLongArray> changing = new HashMap<>();
  private final AtomicIntegerArray seen;
  private final AtomicLongArray asked;
  private final AtomicLongArray typed;
  private final AtomicLongArray generations;
  private final CountDownLatch open;
  private final Latency asking = new Latency();
  private final Latency onScreen = new Latency();
  private final Latency changeToScreen = new Latency();
  private final Latency takingOver = new Latency();
  private final Latency answering = new Latency();
  private final Latency closing = new Latency();

  /** What one call to the server does. */
  @FunctionalInterface
  private interface Call {
    void run() throws InterruptedException;
  }

  Desk(Stage stage, Executor calls) {
    this.stage = stage;
    this.calls = calls;
    int count = stage.talks().size();
    stage.talks().forEach(talk -> talks.put(talk.conversation(), talk));
    for (String owner : new String[] {ASKED, TAKEN, CLOSED}) {
      changing.put(owner, new AtomicLongArray(count));
    }
    this.seen = new AtomicIntegerArray(count);
    this.asked = new AtomicLongArray(count);
    this.typed = new AtomicLongArray(count);
    this.generations = new AtomicLongArray(count);
    this.open = new CountDownLatch(count);
  }

  /** The customer asks for a person, who was to do so at that moment. */
  void ask(int index, long dueNanos) {
    Talk talk = stage.talks().get(index);
    attempt(() -> {
      asked.set(index, dueNanos);
      begin(ASKED, talk, dueNanos);
      stage.api().human(talk.token(), "burst-human");
      asking.record(System.nanoTime() - dueNanos);
    });
  }

  /** An operator is shown a row; the one whose turn it is does something about it. */
  void row(OperatorLine shownTo, Row row, long nowNanos) {
    Talk talk = talks.get(row.conversation());
    if (talk == null || !shownTo.equals(stage.crew().operatorOf(talk.index()))) {
      return;
    }
    @Nullable AtomicLongArray began = changing.get(row.owner());
    long beginNanos = began == null ? 0 : began.getAndSet(talk.index(), 0);
    if (beginNanos != 0) {
      changeToScreen.record(nowNanos - beginNanos);
    }
    if (row.owner().equals(ASKED) && seen.compareAndSet(talk.index(), 0, 1)) {
      onScreen.record(nowNanos - asked.get(talk.index()));
      execute(() -> takeOver(talk, shownTo, row.generation()));
    }
  }

  private void takeOver(Talk talk, OperatorLine operator, long generation)
      throws InterruptedException {
    operator.follow(talk);
    long begin = System.nanoTime();
    begin(TAKEN, talk, begin);
    generations.set(
        talk.index(),
        stage.api().change(talk.conversation(), "take-over", "burst-take", generation));
    long now = System.nanoTime();
    takingOver.record(now - begin);
    typed.set(talk.index(), now);
    operator.type(talk);
    operator.say(talk, System.nanoTime());
  }

  /** A reply has arrived: its conversation is closed. */
  void answered(long code) {
    int index = Keys.talk(code);
    Talk talk = stage.book().talk(code);
    answering.record(System.nanoTime() - asked.get(index));
    execute(() -> {
      long begin = System.nanoTime();
      begin(CLOSED, talk, begin);
      stage.api().change(talk.conversation(), "close", "burst-close", generations.get(index));
      closing.record(System.nanoTime() - begin);
      open.countDown();
    });
  }

  private void begin(String owner, Talk talk, long nanos) {
    AtomicLongArray all = changing.get(owner);
    if (all != null) {
      all.set(talk.index(), nanos);
    }
  }

  private void execute(Call call) {
    try {
      calls.execute(() -> attempt(call));
    } catch (RejectedExecutionException e) {
      // The time is over; who is left is counted.
    }
  }

  private void attempt(Call call) {
    try {
      call.run();
    } catch (LoadFailed failed) {
      stage.missed(String.valueOf(failed.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until everybody is answered and closed, or the time is over. */
  void awaitAll(int seconds) throws InterruptedException {
    if (!open.await(seconds, TimeUnit.SECONDS)) {
      stage.missed(open.getCount() + " customers were not served within " + seconds + " s");
    }
  }

  void tell(ObjectNode burst) {
    Latency typing = new Latency();
    for (Talk talk : stage.talks()) {
      long shown = stage.crew().customers().get(talk.index()).typingNanos();
      long begin = typed.get(talk.index());
      if (shown != 0 && begin != 0) {
        typing.record(shown - begin);
      }
    }
    burst.put("served", stage.talks().size() - open.getCount());
    burst.set("ask_ms", Figures.millis(asking));
    burst.set("asked_on_screen_ms", Figures.millis(onScreen));
    burst.set("change_to_screen_ms", Figures.millis(changeToScreen));
    burst.set("take_over_ms", Figures.millis(takingOver));
    burst.set("typing_ms", Figures.millis(typing));
    burst.set("answered_ms", Figures.millis(answering));
    burst.set("close_ms", Figures.millis(closing));
  }
}
