package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;

/**
 * Messages are due at a rate; their times count from when they were due, also when the tool is
 * late.
 */
final class Steady implements Script {
  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    stage.crew().own(stage.talks());
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, stage.talks().size());
    Trickle trickle = new Trickle(stage, stage.talks(), stage.plan().rate());
    TimeUnit.SECONDS.sleep(stage.plan().warmUpSeconds());
    stage.meter().beginWindow();
    TimeUnit.SECONDS.sleep(stage.plan().seconds());
    trickle.stop();
    stage.meter().endWindow();
    stage.drain();
  }
}
