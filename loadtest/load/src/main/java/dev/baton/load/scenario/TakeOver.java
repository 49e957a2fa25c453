package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.failure.LoadFailed;
import dev.baton.load.measure.Figures;
import dev.baton.load.plan.Plan;
import dev.baton.load.record.Latency;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.sockets.OperatorLine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Customers ask the agent, and while it works on an answer an operator takes over: how soon does
 * the customer see that it has stopped?
 */
final class TakeOver implements Script {
  private static final int CALLS_MAX = 64;

  /** What a take-over is told where the agent was faster, and has handed the conversation off. */
  private static final String OWNED_ANOTHER_WAY = "409";

  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    Plan plan = stage.plan();
    int count = stage.talks().size();
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, count);
    Turns turns = new Turns(stage, count);
    ExecutorService calls =
        Executors.newFixedThreadPool(CALLS_MAX, Thread.ofVirtual().name("call").factory());
    for (Talk talk : stage.talks()) {
      stage
          .crew()
          .customers()
          .get(talk.index())
          .onThinking((on, now) -> turns.thinks(talk, on, now, calls));
    }
    TimeUnit.SECONDS.sleep(plan.warmUpSeconds());
    stage.meter().beginWindow();
    long[] due = Burst.due(plan.rate(), plan.even(), plan.seed(), count);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      TimeUnit.NANOSECONDS.sleep(begin + due[i] - System.nanoTime());
      stage.crew().say(stage.talks().get(i), Side.CUSTOMER, begin + due[i]);
    }
    turns.awaitAll(plan.seconds());
    stage.drain();
    stage.meter().endWindow();
    calls.shutdownNow();
    turns.tell(figures.putObject("take_over"));
  }

  /** What becomes of each. */
  private static final class Turns {
    private final Stage stage;
    private final AtomicInteger answeredFirst = new AtomicInteger();
    private final AtomicLongArray began;
    private final AtomicLongArray acked;
    private final AtomicLongArray gone;
    private final CountDownLatch open;
    private final Latency acks = new Latency();

    Turns(Stage stage, int count) {
      this.stage = stage;
      this.began = new AtomicLongArray(count);
      this.acked = new AtomicLongArray(count);
      this.gone = new AtomicLongArray(count);
      this.open = new CountDownLatch(count);
    }

    void thinks(Talk talk, boolean on, long nowNanos, ExecutorService calls) {
      int index = talk.index();
      if (on && began.compareAndSet(index, 0, -1)) {
        calls.execute(() -> takeOver(talk));
      } else if (!on) {
        gone.compareAndSet(index, 0, nowNanos);
      }
    }

    private void takeOver(Talk talk) {
      OperatorLine operator = stage.crew().operatorOf(talk.index());
      try {
        operator.follow(talk);
        long generation = stage.api().generation(talk.conversation());
        long begin = System.nanoTime();
        began.set(talk.index(), begin);
        stage.api().change(talk.conversation(), "take-over", "take-over", generation);
        long now = System.nanoTime();
        acks.record(now - begin);
        acked.set(talk.index(), now);
      } catch (LoadFailed failed) {
        String why = String.valueOf(failed.getMessage());
        if (why.contains(OWNED_ANOTHER_WAY)) {
          answeredFirst.incrementAndGet();
        } else {
          stage.missed(why);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        open.countDown();
      }
    }

    void awaitAll(int seconds) throws InterruptedException {
      if (!open.await(seconds, TimeUnit.SECONDS)) {
        stage.missed(open.getCount() + " customers were not taken over within " + seconds + " s");
      }
    }

    void tell(ObjectNode told) {
      Latency times = new Latency();
      int never = 0;
      for (int i = 0; i < acked.length(); i++) {
        if (acked.get(i) == 0) {
          continue;
        }
        if (gone.get(i) == 0) {
          never++;
        } else if (gone.get(i) < began.get(i)) {
          answeredFirst.incrementAndGet();
        } else {
          times.record(Math.max(0, gone.get(i) - acked.get(i)));
        }
      }
      told.put("answered_first", answeredFirst.get());
      told.set("ack_ms", Figures.millis(acks));
      told.set("thinking_gone_ms", Figures.millis(times));
      if (never > 0) {
        stage.missed("at " + never + " customers the agent is still shown at work");
      }
    }
  }
}
