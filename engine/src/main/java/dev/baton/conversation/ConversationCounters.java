package dev.baton.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what conversations do, for the metrics page. Holds no content. */
public final class ConversationCounters {
  private final MeterRegistry registry;
  private final AtomicInteger awake = new AtomicInteger();

  public ConversationCounters(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("baton.conversations.awake", awake);
  }

  /** How many conversations are awake on this node. */
  public int awake() {
    return awake.get();
  }

  void woke() {
    awake.incrementAndGet();
  }

  void rested() {
    awake.decrementAndGet();
  }

  void happened(ConversationEvent event) {
    switch (event) {
      case ConversationEvent.CustomerWrote wrote -> count("baton.messages", "author", "customer");
      case ConversationEvent.OperatorReplied replied ->
          count("baton.messages", "author", "operator");
      case ConversationEvent.AgentSpoke spoke -> {
        count("baton.messages", "author", "agent");
        count("baton.agent.spoke", "kind", lower(spoke.kind()));
      }
      case ConversationEvent.HandedOff off ->
          count("baton.handoffs", "reason", lower(off.reason()));
      case ConversationEvent.AnswerRated rated ->
          count("baton.answers.rated", "helpful", String.valueOf(rated.helpful()));
      case ConversationEvent.AnswerDropped dropped -> dropped(dropped.reason());
      default -> {}
    }
  }

  void dropped(String reason) {
    count("baton.answers.dropped", "reason", reason);
  }

  private void count(String name, String tag, String value) {
    registry.counter(name, tag, value).increment();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
