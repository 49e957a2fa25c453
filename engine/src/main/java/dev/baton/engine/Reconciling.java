package dev.baton.engine;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * When the rows of the inbox are compared with the journal: from time to time, and soon after a
 * node is gone, whose rows may have gone with it.
 */
final class Reconciling {
  private static final Duration AFTER_A_LOSS = Duration.ofSeconds(2);

  private enum Due {
    BY_TIME,
    BY_LOSS
  }

  private Reconciling() {}

  static Behavior<?> create(Runnable comparison, Executor blocking, Duration every) {
    return Behaviors.<Object>setup(context ->
        Behaviors.withTimers(timers -> {
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(Subscribe.create(context.getSelf().narrow(), MemberRemoved.class));
          timers.startTimerWithFixedDelay(Due.BY_TIME, Duration.ZERO, every);
          return Behaviors.receive(Object.class)
              .onMessage(
                  Due.class,
                  due -> {
                    try {
                      blocking.execute(comparison);
                    } catch (RejectedExecutionException e) {
                      context.getLog().warn("too much waits for the database; compared later");
                    }
                    return Behaviors.same();
                  })
              .onMessage(
                  MemberRemoved.class,
                  removed -> {
                    timers.startSingleTimer(Due.BY_LOSS, AFTER_A_LOSS);
                    return Behaviors.same();
                  })
              .build();
        }));
  }
}
