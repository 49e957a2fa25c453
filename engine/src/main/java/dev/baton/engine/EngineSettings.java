package dev.baton.engine;

import com.typesafe.config.Config;
import dev.baton.answering.RetrievalPool;
import dev.baton.conversation.ConversationSettings;
import java.time.Duration;

/**
 * How the engine is set up; read once at start from {@code baton.engine}. The keys, their units and
 * defaults stand in {@code reference.conf}.
 *
 * @param replyTimeout how long a caller waits for a conversation before the outcome counts as
 *     unknown
 * @param reconcileEvery how often the inbox is compared with the journal
 * @param retrieval how many inquiries are answered at the same time, wait, and for how long
 * @param models whether passages are also found by meaning, which takes about 270 MB
 * @param underWay how many commands may be under way before callers are refused
 * @param blockingThreads threads for what blocks on the database
 * @param blockingWaitingMax tasks that may wait for one of them
 */
public record EngineSettings(
    ConversationSettings conversation,
    Duration replyTimeout,
    Duration reconcileEvery,
    RetrievalPool.Bounds retrieval,
    boolean models,
    Admission.Bounds underWay,
    int blockingThreads,
    int blockingWaitingMax) {

  /** Refuses values that cannot work, with the key's name. */
  public EngineSettings {
    positive("retrieval.workers", retrieval.workers());
    positive("retrieval.waiting-max", retrieval.waitingMax());
    positive("blocking.threads", blockingThreads);
    positive("blocking.waiting-max", blockingWaitingMax);
  }

  public static EngineSettings from(Config root) {
    Config engine = root.getConfig("baton.engine");
    Config talk = engine.getConfig("conversation");
    ConversationSettings conversation =
        new ConversationSettings(
            talk.getDuration("quiet-period"),
            talk.getDuration("typing-hold"),
            talk.getDuration("hold-max"),
            talk.getDuration("answer-deadline"),
            talk.getDuration("idle-after"),
            talk.getInt("snapshot-every"),
            talk.getInt("followers-max"));
    return new EngineSettings(
        conversation,
        engine.getDuration("reply-timeout"),
        engine.getDuration("reconcile-every"),
        new RetrievalPool.Bounds(
            engine.getInt("retrieval.workers"),
            engine.getInt("retrieval.waiting-max"),
            engine.getDuration("retrieval.deadline")),
        engine.getBoolean("retrieval.models"),
        new Admission.Bounds(
            engine.getInt("under-way.new-conversations-max"),
            engine.getInt("under-way.customers-max"),
            engine.getInt("under-way.operators-max")),
        engine.getInt("blocking.threads"),
        engine.getInt("blocking.waiting-max"));
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("baton.engine." + key + " must be at least 1");
    }
  }
}
