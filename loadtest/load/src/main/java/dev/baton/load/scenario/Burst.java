package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Customers ask for a person within a second; operators see them, take over, type, reply, close.
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
    SplittableRandom random = new SplittableRandom(stage.plan().seed());
    int count = stage.talks().size();
    long begin = System.nanoTime();
    long[] due = random.longs(count, 0, WITHIN_NANOS).sorted().toArray();
    for (int i = 0; i < count; i++) {
      TimeUnit.NANOSECONDS.sleep(begin + due[i] - System.nanoTime());
      int index = i;
      calls.execute(() -> desk.ask(index, begin + due[index]));
    }
  }
}
