package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of messages in flight: the next is sent when one is acknowledged and shown. */
final class Closed implements Script {
  private volatile boolean running = true;

  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    stage.crew().own(stage.talks());
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, stage.talks().size());
    Turns customers = new Turns(stage.talks(), stage.plan().seed());
    Turns operators = new Turns(stage.talks(), stage.plan().seed() + 1);
    stage
        .book()
        .onSettled(code -> {
          Side side = Keys.side(code);
          say(stage, side, side == Side.CUSTOMER ? customers : operators);
        });
    for (int i = 0; i < stage.plan().inFlight(); i++) {
      Side side = i % 2 == 0 ? Side.CUSTOMER : Side.OPERATOR;
      say(stage, side, side == Side.CUSTOMER ? customers : operators);
    }
    TimeUnit.SECONDS.sleep(stage.plan().warmUpSeconds());
    stage.meter().beginWindow();
    TimeUnit.SECONDS.sleep(stage.plan().seconds());
    running = false;
    stage.meter().endWindow();
    stage.drain();
  }

  private void say(Stage stage, Side side, Turns turns) {
    if (running) {
      stage.crew().say(turns.next(), side, System.nanoTime());
    }
  }

  /** All conversations in an order of chance, again and again. */
  private static final class Turns {
    private final List<Talk> order;
    private final AtomicInteger turn = new AtomicInteger();

    Turns(List<Talk> talks, long seed) {
      order = new ArrayList<>(talks);
      Collections.shuffle(order, new Random(seed));
    }

    Talk next() {
      return order.get(Math.floorMod(turn.getAndIncrement(), order.size()));
    }
  }
}
