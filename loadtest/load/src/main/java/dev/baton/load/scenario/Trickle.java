package dev.baton.load.scenario;

import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says messages when they are due, whatever became of those before: half of them by customers, half
 * by operators, in conversations of chance.
 */
final class Trickle {
  private final Stage stage;
  private final List<Talk> talks;
  private final Schedule schedule;
  private final SplittableRandom random;
  private final @Nullable Side only;
  private final Thread thread;
  private volatile boolean running = true;

  /** Begins at once. */
  Trickle(Stage stage, List<Talk> talks, double rate) {
    this(stage, talks, rate, null);
  }

  /**
   * Begins at once.
   *
   * @param only who says everything; null for both sides in turns
   */
  Trickle(Stage stage, List<Talk> talks, double rate, @Nullable Side only) {
    this.stage = stage;
    this.talks = talks;
    this.only = only;
    this.random = new SplittableRandom(stage.plan().seed());
    this.schedule = new Schedule(rate, stage.plan().even(), random.split());
    this.thread = Thread.ofPlatform().name("schedule").daemon().start(this::run);
  }

  private void run() {
    long begin = System.nanoTime();
    for (long count = 0; ; count++) {
      long due = begin + schedule.next();
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        if (!running) {
          return;
        }
        LockSupport.parkNanos(wait);
      }
      if (!running) {
        return;
      }
      Talk talk = talks.get(random.nextInt(talks.size()));
      Side side = count % 2 == 0 ? Side.CUSTOMER : Side.OPERATOR;
      stage.crew().say(talk, only == null ? side : only, due);
    }
  }

  /** Nothing more is said. */
  void stop() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join();
  }
}
