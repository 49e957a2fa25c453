package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.measure.Figures;
import dev.baton.load.record.Latency;
import dev.baton.load.sockets.CustomerLine;
import dev.baton.load.sockets.Line;
import java.util.concurrent.TimeUnit;

/** All sockets are cut at once and come back by their numbers, while a few messages flow. */
final class Storm implements Script {
  private static final double RATE = 20;
  private static final int LOOK_MILLIS = 5;
  private static final double NANOS_IN_MILLI = 1e6;

  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    stage.crew().own(stage.followed());
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, stage.talks().size());
    double rate = stage.plan().rate() > 0 ? stage.plan().rate() : RATE;
    Trickle trickle = new Trickle(stage, stage.followed(), rate);
    TimeUnit.SECONDS.sleep(stage.plan().warmUpSeconds());
    stage.meter().beginWindow();
    long before = stage.lines().traffic().reconnects();
    long begin = System.nanoTime();
    stage.crew().customers().forEach(Line::cut);
    stage.crew().operators().forEach(Line::cut);
    long deadline = begin + TimeUnit.SECONDS.toNanos(stage.plan().seconds());
    long back = awaitAll(stage, deadline);
    long tries = stage.lines().traffic().reconnects() - before;
    trickle.stop();
    stage.meter().endWindow();
    stage.drain();
    tell(stage, figures, begin, back, tries);
  }

  /** When everybody was back, or 0. */
  private static long awaitAll(Stage stage, long deadline) throws InterruptedException {
    int all = stage.talks().size() + stage.plan().operators();
    while (System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long now = System.nanoTime();
      if (stage.lines().traffic().ready() == all && missing(stage) == 0) {
        return now;
      }
    }
    return 0;
  }

  private static long missing(Stage stage) {
    return stage.crew().customers().stream()
        .filter(customer -> customer.caughtUpNanos() == 0)
        .count();
  }

  private static void tell(Stage stage, ObjectNode figures, long begin, long back, long tries) {
    Latency each = new Latency();
    for (CustomerLine customer : stage.crew().customers()) {
      if (customer.caughtUpNanos() != 0) {
        each.record(customer.caughtUpNanos() - begin);
      }
    }
    long missing = missing(stage);
    ObjectNode storm = figures.putObject("storm");
    storm.put("all_back_ms", back == 0 ? null : Figures.number((back - begin) / NANOS_IN_MILLI));
    storm.set("back_ms", Figures.millis(each));
    storm.put("connections", tries).put("not_back", missing);
    if (back == 0) {
      stage.missed(
          "not everybody was back after "
              + stage.plan().seconds()
              + " s; "
              + missing
              + " customers are still missing");
    }
  }
}
