package dev.baton.answering;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Routes inquiries to a fixed number of {@link RetrievalWorker}s on a dispatcher of their own. What
 * waits is bounded: beyond the bound the answer is at once that the agent is unavailable, so that
 * overload becomes a handoff and never a silence.
 */
public final class RetrievalPool extends AbstractBehavior<RetrievalPool.Message> {
  /** What can be sent to the pool. */
  public sealed interface Message {}

  /** Answer this; {@code request} and {@code generation} come back with the reply. */
  public record Ask(RequestId request, long generation, Inquiry inquiry, ActorRef<Reply> replyTo)
      implements Message {}

  record WorkerIdle(ActorRef<Ask> worker) implements Message {}

  /** The outcome of one inquiry. */
  public record Reply(RequestId request, long generation, Outcome outcome) {}

  private final Queue<Ask> waiting = new ArrayDeque<>();
  private final Queue<ActorRef<Ask>> idle = new ArrayDeque<>();
  private final int waitingMax;

  /**
   * A pool.
   *
   * @param workers inquiries answered at the same time, at least 1
   * @param waitingMax inquiries that may wait for a worker
   * @param dispatcher the configuration path of the workers' dispatcher
   */
  public static Behavior<Message> create(
      Agent agent, int workers, int waitingMax, String dispatcher, MeterRegistry registry) {
    return Behaviors.setup(
        context -> new RetrievalPool(context, agent, workers, waitingMax, dispatcher, registry));
  }

  private RetrievalPool(
      ActorContext<Message> context,
      Agent agent,
      int workers,
      int waitingMax,
      String dispatcher,
      MeterRegistry registry) {
    super(context);
    this.waitingMax = waitingMax;
    for (int i = 0; i < workers; i++) {
      idle.add(
          context.spawn(
              RetrievalWorker.create(agent, context.getSelf(), registry),
              "worker-" + i,
              DispatcherSelector.fromConfig(dispatcher)));
    }
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(WorkerIdle.class, this::onIdle)
        .build();
  }

  private Behavior<Message> onAsk(Ask ask) {
    ActorRef<Ask> worker = idle.poll();
    if (worker != null) {
      worker.tell(ask);
    } else if (waiting.size() < waitingMax) {
      waiting.add(ask);
    } else {
      ask.replyTo().tell(new Reply(ask.request(), ask.generation(), unavailable(ask.inquiry())));
    }
    return this;
  }

  private Behavior<Message> onIdle(WorkerIdle done) {
    Ask next = waiting.poll();
    if (next == null) {
      idle.add(done.worker());
    } else {
      done.worker().tell(next);
    }
    return this;
  }

  /** The outcome where the agent could not even try. */
  public static Outcome unavailable(Inquiry inquiry) {
    return new Outcome.NeedsPerson(
        HandoffReason.AGENT_UNAVAILABLE,
        new Why("unavailable", 0, inquiry.threshold(), inquiry.text(), List.of(), Map.of()));
  }
}
