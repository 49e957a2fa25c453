package dev.baton.answering;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Routes inquiries to a fixed number of {@link RetrievalWorker}s. What waits is bounded: beyond the
 * bound the answer is at once that the agent is unavailable, so that overload becomes a handoff and
 * never a silence.
 *
 * <p>A worker that does not come back within the deadline is interrupted and replaced, so that an
 * agent that hangs does not hold the pool for ever. A thread that hears no interrupt is lost until
 * it comes back: when {@link #LOST_MAX} are lost there is no further replacement, and with no
 * worker left every inquiry is answered at once, as beyond the bound.
 */
public final class RetrievalPool extends AbstractBehavior<RetrievalPool.Message> {
  /** Workers that hang, deaf to interrupts, and have been replaced. */
  static final int LOST_MAX = 16;

  /** What can be sent to the pool. */
  public sealed interface Message {}

  /** Answer this; {@code request} and {@code generation} come back with the reply. */
  public record Ask(RequestId request, long generation, Inquiry inquiry, ActorRef<Reply> replyTo)
      implements Message {}

  record WorkerIdle(RetrievalWorker worker) implements Message {}

  private record WorkerOverdue(RetrievalWorker worker, Ask ask) implements Message {}

  /** The outcome of one inquiry. */
  public record Reply(RequestId request, long generation, Outcome outcome) {}

  /**
   * How much is done at the same time.
   *
   * @param workers inquiries answered at the same time, at least 1
   * @param waitingMax inquiries that may wait for a worker
   * @param deadline after which a worker is given up
   */
  public record Bounds(int workers, int waitingMax, Duration deadline) {}

  private final Queue<Ask> waiting = new ArrayDeque<>();
  private final AtomicInteger depth = new AtomicInteger();
  private final Queue<RetrievalWorker> idle = new ArrayDeque<>();
  private final Agent agent;
  private final Bounds bounds;
  private final MeterRegistry registry;
  private final TimerScheduler<Message> timers;
  private int working;
  private int lost;
  private int hired;

  /** A pool with its workers. */
  public static Behavior<Message> create(Agent agent, Bounds bounds, MeterRegistry registry) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new RetrievalPool(context, timers, agent, bounds, registry)));
  }

  private RetrievalPool(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Agent agent,
      Bounds bounds,
      MeterRegistry registry) {
    super(context);
    this.timers = timers;
    this.agent = agent;
    this.bounds = bounds;
    this.registry = registry;
    Tags queue = Tags.of("queue", "inquiries");
    registry.gauge("baton.queue.waiting", queue, depth);
    registry.gauge("baton.queue.bound", queue, bounds, Bounds::waitingMax);
    for (int i = 0; i < bounds.workers(); i++) {
      idle.add(hire());
    }
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(WorkerIdle.class, this::onIdle)
        .onMessage(WorkerOverdue.class, this::onOverdue)
        .onSignal(PostStop.class, stop -> onStop())
        .build();
  }

  private Behavior<Message> onAsk(Ask ask) {
    RetrievalWorker worker = idle.poll();
    if (worker != null) {
      give(worker, ask);
    } else if (working > 0 && waiting.size() < bounds.waitingMax()) {
      waiting.add(ask);
      depth.set(waiting.size());
    } else {
      refuse(ask);
    }
    return this;
  }

  private Behavior<Message> onIdle(WorkerIdle done) {
    if (done.worker().givenUp()) {
      lost--;
      done.worker().dismiss();
      if (working + idle.size() < bounds.workers()) {
        idle.add(hire());
      }
    } else {
      working--;
      timers.cancel(done.worker());
      idle.add(done.worker());
    }
    return goOn();
  }

  private Behavior<Message> onOverdue(WorkerOverdue overdue) {
    getContext()
        .getLog()
        .warn("the agent did not come back within {}: its worker is replaced", bounds.deadline());
    refuse(overdue.ask());
    overdue.worker().giveUp();
    working--;
    lost++;
    if (lost <= LOST_MAX) {
      idle.add(hire());
    }
    return goOn();
  }

  private Behavior<Message> goOn() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      give(idle.remove(), waiting.remove());
    }
    if (working == 0) {
      waiting.forEach(RetrievalPool::refuse);
      waiting.clear();
    }
    depth.set(waiting.size());
    return this;
  }

  private Behavior<Message> onStop() {
    idle.forEach(RetrievalWorker::dismiss);
    return this;
  }

  private RetrievalWorker hire() {
    return new RetrievalWorker(agent, hired++, getContext().getSelf(), registry);
  }

  private void give(RetrievalWorker worker, Ask ask) {
    working++;
    timers.startSingleTimer(worker, new WorkerOverdue(worker, ask), bounds.deadline());
    worker.answer(ask);
  }

  private static void refuse(Ask ask) {
    ask.replyTo().tell(new Reply(ask.request(), ask.generation(), unavailable(ask.inquiry())));
  }

  /** The outcome where the agent could not even try. */
  public static Outcome unavailable(Inquiry inquiry) {
    return new Outcome.NeedsPerson(
        HandoffReason.AGENT_UNAVAILABLE,
        new Why("unavailable", 0, inquiry.threshold(), inquiry.text(), List.of(), Map.of()));
  }
}
