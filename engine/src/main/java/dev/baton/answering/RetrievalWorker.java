package dev.baton.answering;

import akka.actor.typed.ActorRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one inquiry at a time on a thread of its own, and may block while it does. An agent that
 * throws has been unavailable; the worker goes on. All but the work itself is called by the pool.
 */
final class RetrievalWorker {
  private static final Logger LOG = LoggerFactory.getLogger(RetrievalWorker.class);

  private final Agent agent;
  private final ActorRef<RetrievalPool.Message> pool;
  private final Timer answering;
  private final ExecutorService thread;
  private boolean givenUp;

  RetrievalWorker(
      Agent agent, int number, ActorRef<RetrievalPool.Message> pool, MeterRegistry registry) {
    this.agent = agent;
    this.pool = pool;
    this.answering = registry.timer("baton.agent.answering");
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("retrieval-" + number).factory());
  }

  void answer(RetrievalPool.Ask ask) {
    thread.execute(() -> {
      try {
        Outcome outcome = answering.record(() -> outcome(ask.inquiry()));
        ask.replyTo().tell(new RetrievalPool.Reply(ask.request(), ask.generation(), outcome));
      } finally {
        pool.tell(new RetrievalPool.WorkerIdle(this));
      }
    });
  }

  boolean givenUp() {
    return givenUp;
  }

  /** Interrupts the work; the worker still says when its thread has come back. */
  void giveUp() {
    givenUp = true;
    thread.shutdownNow();
  }

  void dismiss() {
    thread.shutdown();
  }

  private Outcome outcome(Inquiry inquiry) {
    try {
      return agent.answer(inquiry);
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      LOG.error("the agent failed in workspace {}", inquiry.workspace(), e);
      return RetrievalPool.unavailable(inquiry);
    }
  }
}
