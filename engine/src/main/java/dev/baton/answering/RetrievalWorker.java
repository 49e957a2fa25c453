package dev.baton.answering;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one inquiry at a time, and may block while it does. An agent that throws has been
 * unavailable; the worker goes on.
 */
final class RetrievalWorker {
  private static final Logger LOG = LoggerFactory.getLogger(RetrievalWorker.class);

  private RetrievalWorker() {}

  static Behavior<RetrievalPool.Ask> create(
      Agent agent, ActorRef<RetrievalPool.Message> pool, MeterRegistry registry) {
    Timer answering = registry.timer("baton.agent.answering");
    return Behaviors.receive((context, ask) -> {
      Outcome outcome = answering.record(() -> outcome(agent, ask.inquiry()));
      ask.replyTo().tell(new RetrievalPool.Reply(ask.request(), ask.generation(), outcome));
      pool.tell(new RetrievalPool.WorkerIdle(context.getSelf()));
      return Behaviors.same();
    });
  }

  private static Outcome outcome(Agent agent, Inquiry inquiry) {
    try {
      return agent.answer(inquiry);
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      LOG.error("the agent failed in workspace {}", inquiry.workspace(), e);
      return RetrievalPool.unavailable(inquiry);
    }
  }
}
