package dev.baton.conversation;

import akka.serialization.jackson.JacksonMigration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Brings events of older releases into today's form while they are read; what is stored stays as it
 * is. An event is told by its {@code type}, so that one migration serves them all, and the version
 * in a record's manifest is that of the whole set of events.
 *
 * <ul>
 *   <li>1: {@code agent_asked} did not say what it was asked for.
 *   <li>2: it has a {@code cause}; {@code note_added} is new.
 *   <li>3: {@code agent_spoke} may have the kind {@code question}; {@code answer_rated} is new.
 * </ul>
 */
public final class ConversationEventMigration extends JacksonMigration {
  private static final int VERSION = 3;

  @Override
  public int currentVersion() {
    return VERSION;
  }

  @Override
  public JsonNode transform(int fromVersion, JsonNode event) {
    if (fromVersion < 2 && event.path("type").asText().equals("agent_asked")) {
      ((ObjectNode) event).put("cause", "not_recorded");
    }
    return event;
  }
}
