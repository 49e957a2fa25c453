package dev.baton.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Whether this node takes on more. Commands that were given to conversations and are not answered
 * yet are counted; by Little's law their number is how long the next one would wait. Where it is
 * too large, callers are refused at once instead of waiting in line: first those who want to begin
 * a conversation, then customers, operators last. The agent's answers come before all of them: a
 * full {@code RetrievalPool} hands off.
 */
final class Admission {
  /** Who wants something, the first to be refused first. */
  enum Caller {
    NEW_CONVERSATION,
    CUSTOMER,
    OPERATOR
  }

  /** Commands under way at which each kind of caller is refused. */
  record Bounds(int newConversations, int customers, int operators) {
    Bounds {
      if (newConversations < 1 || customers < newConversations || operators < customers) {
        throw new IllegalArgumentException(
            "baton.engine.under-way must be at least 1, and rise from new-conversations-max over"
                + " customers-max to operators-max");
      }
    }

    int of(Caller caller) {
      return switch (caller) {
        case NEW_CONVERSATION -> newConversations;
        case CUSTOMER -> customers;
        case OPERATOR -> operators;
      };
    }
  }

  private final Bounds bounds;
  private final MeterRegistry registry;
  private final AtomicInteger underWay = new AtomicInteger();

  Admission(Bounds bounds, MeterRegistry registry) {
    this.bounds = bounds;
    this.registry = registry;
    Tags queue = Tags.of("queue", "commands");
    registry.gauge("baton.queue.waiting", queue, underWay);
    registry.gauge("baton.queue.bound", queue, bounds, Bounds::operators);
  }

  /**
   * Refuses where too much is under way for such a caller.
   *
   * @throws RejectedExecutionException at once
   */
  void check(Caller caller) {
    if (underWay.get() >= bounds.of(caller)) {
      registry
          .counter("baton.refused", "caller", caller.name().toLowerCase(Locale.ROOT))
          .increment();
      throw new RejectedExecutionException("more than " + bounds.of(caller) + " are under way");
    }
  }

  /** Does it, and counts it until it is answered; fails at once where it is refused. */
  <T> CompletionStage<T> admit(Caller caller, Supplier<CompletionStage<T>> command) {
    try {
      check(caller);
    } catch (RejectedExecutionException refused) {
      return CompletableFuture.failedStage(refused);
    }
    underWay.incrementAndGet();
    return command.get().whenComplete((reply, failure) -> underWay.decrementAndGet());
  }
}
