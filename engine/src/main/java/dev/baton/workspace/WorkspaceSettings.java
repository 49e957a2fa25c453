package dev.baton.workspace;

import java.util.List;

/**
 * What the admin decides. Refuses values outside the stated limits with an {@link InvalidSetting}
 * that names the field.
 *
 * @param workspaceName 1 to 80 characters
 * @param greeting shown before the first message, at most 500 characters
 * @param accent brand colour, {@code #rrggbb}
 * @param handoffRouting whether unresolved questions go to the team at all
 * @param explicitRequests whether asking for a person hands off
 * @param handoffThreshold 0 to 1
 * @param sessionWindowHours how long a customer who left comes back to the same conversation, 1 to
 *     720
 * @param handoffLine said with a handoff while an operator is online, 1 to 500 characters
 * @param awayLine said with a handoff while nobody is online, 1 to 500 characters
 * @param expectedWait shown while waiting, at most 200 characters
 * @param unansweredLine said instead of a handoff where routing is off, 1 to 500 characters
 * @param allowedSites origins that may embed the widget, {@code https://host[:port]}, at most 50
 */
public record WorkspaceSettings(
    String workspaceName,
    String greeting,
    String accent,
    boolean handoffRouting,
    boolean explicitRequests,
    double handoffThreshold,
    int sessionWindowHours,
    String handoffLine,
    String awayLine,
    String expectedWait,
    String unansweredLine,
    List<String> allowedSites) {

  private static final int ALLOWED_SITES_MAX = 50;

  public WorkspaceSettings {
    workspaceName = text("workspaceName", workspaceName, 1, 80);
    greeting = text("greeting", greeting, 0, 500);
    handoffLine = text("handoffLine", handoffLine, 1, 500);
    awayLine = text("awayLine", awayLine, 1, 500);
    expectedWait = text("expectedWait", expectedWait, 0, 200);
    unansweredLine = text("unansweredLine", unansweredLine, 1, 500);
    if (!accent.matches("#[0-9a-fA-F]{6}")) {
      throw new InvalidSetting("accent", "is a colour like #0f766e", "#rrggbb");
    }
    if (!(handoffThreshold >= 0 && handoffThreshold <= 1)) {
      throw new InvalidSetting("handoffThreshold", "lies between 0 and 1", "0..1");
    }
    if (sessionWindowHours < 1 || sessionWindowHours > 720) {
      throw new InvalidSetting("sessionWindowHours", "lies between 1 and 720", "1..720");
    }
    if (allowedSites.size() > ALLOWED_SITES_MAX) {
      throw new InvalidSetting(
          "allowedSites",
          "holds at most " + ALLOWED_SITES_MAX + " sites",
          String.valueOf(ALLOWED_SITES_MAX));
    }
    allowedSites = allowedSites.stream().map(Site::origin).distinct().toList();
  }

  public static WorkspaceSettings defaults(String workspaceName) {
    return new WorkspaceSettings(
        workspaceName,
        "Hello. Ask me anything; I answer from our documentation, and a person helps when I cannot.",
        "#0f766e",
        true,
        true,
        0.5,
        24,
        "That is one for a person: I have passed this conversation to the team, with everything you wrote. Someone usually"
            + " replies here within a few minutes.",
        "That is one for a person: I have passed this conversation to the team, with everything you wrote. Nobody is at the"
            + " desk right now; they will reply here when they are back.",
        "A person will reply here, usually within a few minutes.",
        "I could not find an answer to that in our documentation.",
        List.of());
  }

  /** The same with another handoff threshold. */
  public WorkspaceSettings withHandoffThreshold(double threshold) {
    return new WorkspaceSettings(
        workspaceName,
        greeting,
        accent,
        handoffRouting,
        explicitRequests,
        threshold,
        sessionWindowHours,
        handoffLine,
        awayLine,
        expectedWait,
        unansweredLine,
        allowedSites);
  }

  private static String text(String field, String value, int least, int most) {
    String trimmed = value.strip();
    if (trimmed.length() < least) {
      throw new InvalidSetting(field, "must not be empty", String.valueOf(least));
    }
    if (trimmed.length() > most) {
      throw new InvalidSetting(field, "has at most " + most + " characters", String.valueOf(most));
    }
    return trimmed;
  }
}
