package dev.baton.handoff;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the agent has asked, in this episode, if a person is wanted. The names are stored. */
public enum PersonQuestion {
  @JsonProperty("not_asked")
  NOT_ASKED,
  /** It was the last thing that anybody said to the customer. */
  @JsonProperty("just_asked")
  JUST_ASKED,
  @JsonProperty("asked_before")
  ASKED_BEFORE;

  /** What the agent asks. */
  public static final String LINE = "Would you like me to pass this to a person on our team?";
}
