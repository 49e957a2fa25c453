package dev.baton.conversation;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import dev.baton.identity.ConversationId;
import java.util.Optional;

/** Where conversations live in the cluster: the only code that knows sharding. */
public final class ConversationSharding {
  static final String TYPE = "conversation";
  private static final String PREFIX = TYPE + "|";
  private static final EntityTypeKey<ConversationMessage> KEY =
      EntityTypeKey.create(ConversationMessage.class, TYPE);

  private final ClusterSharding sharding;

  /** Lets this node host conversations. Once per actor system. */
  public ConversationSharding(ActorSystem<?> system, ConversationSurroundings surroundings) {
    sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(
                KEY,
                entity ->
                    Conversation.create(
                        new ConversationId(entity.getEntityId()), entity.getShard(), surroundings))
            .withStopMessage(new ConversationMessage.Stop()));
  }

  /** The conversation, wherever it lives; wakes when a message comes. */
  public EntityRef<ConversationMessage> get(ConversationId id) {
    return sharding.entityRefFor(KEY, id.value());
  }

  /** The key of a conversation's journal. */
  public static String persistenceId(ConversationId id) {
    return PREFIX + id;
  }

  /** Whose journal a key names; empty where it is no conversation's. */
  public static Optional<ConversationId> conversation(String persistenceId) {
    return persistenceId.startsWith(PREFIX)
        ? Optional.of(new ConversationId(persistenceId.substring(PREFIX.length())))
        : Optional.empty();
  }
}
