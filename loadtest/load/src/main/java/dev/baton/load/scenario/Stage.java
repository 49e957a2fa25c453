package dev.baton.load.scenario;

import dev.baton.load.machine.Machine;
import dev.baton.load.measure.Meter;
import dev.baton.load.plan.Plan;
import dev.baton.load.record.Book;
import dev.baton.load.record.Talk;
import dev.baton.load.sockets.Lines;
import dev.baton.load.sockets.OperatorLine;
import dev.baton.load.wire.Api;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Where a scenario plays: everybody is there and nobody is connected.
 *
 * @param missed takes what the scenario was to reach and has not
 */
record Stage(
    Plan plan,
    Api api,
    Book book,
    Lines lines,
    Crew crew,
    Meter meter,
    Machine machine,
    Queue<String> missed) {
  private static final int LOOK_MILLIS = 20;

  List<Talk> talks() {
    return book.talks();
  }

  /** Notes what the scenario was to reach and has not. */
  void missed(String sentence) {
    missed.add(sentence);
  }

  /** As many conversations as the operators' sockets can follow. */
  List<Talk> followed() {
    long most = (long) plan.operators() * OperatorLine.FOLLOWED_MAX;
    return talks().subList(0, (int) Math.min(talks().size(), most));
  }

  /** Waits for what is still under way, as long as the plan allows. */
  void drain() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.drainSeconds());
    while (book.open() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
