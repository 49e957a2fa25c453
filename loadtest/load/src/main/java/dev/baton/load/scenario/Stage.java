package dev.baton.load.scenario;

import dev.baton.load.machine.Machine;
import dev.baton.load.measure.Meter;
import dev.baton.load.plan.Plan;
import dev.baton.load.record.Book;
import dev.baton.load.record.Talk;
import dev.baton.load.wire.Api;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where a scenario plays: everybody is there and nobody is connected.
 *
 * @param tell a line for the person who watches
 */
record Stage(
    Plan plan, Api api, Book book, Crew crew, Meter meter, Machine machine, Consumer<String> tell) {
  private static final int LOOK_MILLIS = 20;

  List<Talk> talks() {
    return book.talks();
  }

  /** Waits for what is still under way, as long as the plan allows. */
  void drain() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.drainSeconds());
    while (book.open() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
