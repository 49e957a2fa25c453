package dev.baton.handoff;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why the agent gave a conversation to the team. The names are stored and sent, and never change.
 */
public enum HandoffReason {
  @JsonProperty("explicit_request")
  EXPLICIT_REQUEST,
  @JsonProperty("low_confidence")
  LOW_CONFIDENCE,
  @JsonProperty("no_sources")
  NO_SOURCES,
  @JsonProperty("agent_unavailable")
  AGENT_UNAVAILABLE;
}
