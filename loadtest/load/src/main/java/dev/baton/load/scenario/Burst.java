package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.plan.Plan;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Customers ask for a person, all within a second or so many a second; operators see them, take
 * over, type, reply, close.
 */
final class Burst implements Script {
  private static final int CALLS_MAX = 64;
  private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, stage.talks().size());
    TimeUnit.SECONDS.sleep(stage.plan().warmUpSeconds());
    ExecutorService calls =
        Executors.newFixedThreadPool(CALLS_MAX, Thread.ofVirtual().name("call").factory());
    Desk desk = new Desk(stage, calls);
    stage.crew().operators().forEach(operator -> operator.watchRows(desk::row));
    stage.book().onSettled(desk::answered);
    stage.meter().beginWindow();
    askAll(stage, desk, calls);
    desk.awaitAll(stage.plan().seconds());
    stage.meter().endWindow();
    calls.shutdownNow();
    stage.drain();
    desk.tell(figures.putObject("burst"));
  }

  private static void askAll(Stage stage, Desk desk, ExecutorService calls)
      throws InterruptedException {
    Plan plan = stage.plan();
    long[] due = due(plan.rate(), plan.even(), plan.seed(), stage.talks().size());
    long begin = System.nanoTime();
    for (int i = 0; i < due.length; i++) {
      TimeUnit.NANOSECONDS.sleep(begin + due[i] - System.nanoTime());
      int index = i;
      calls.execute(() -> desk.ask(index, begin + due[index]));
    }
  }

  /** When each is to ask, in nanoseconds after the begin: within a second where the rate is 0. */
  static long[] due(double rate, boolean even, long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    if (rate == 0) {
      return random.longs(count, 0, WITHIN_NANOS).sorted().toArray();
    }
    Schedule schedule = new Schedule(rate, even, random);
    return LongStream.generate(schedule::next).limit(count).toArray();
  }
}
