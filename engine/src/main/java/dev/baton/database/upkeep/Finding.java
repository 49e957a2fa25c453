package dev.baton.database.upkeep;

/**
 * One thing that was looked at.
 *
 * @param what was looked at, in a word or two
 * @param says what was found and, where it is not well, what to do
 */
public record Finding(State state, String what, String says) {
  /** How bad it is. */
  public enum State {
    OK,
    WARN,
    BAD
  }

  public static Finding ok(String what, String says) {
    return new Finding(State.OK, what, says);
  }

  public static Finding warn(String what, String says) {
    return new Finding(State.WARN, what, says);
  }

  public static Finding bad(String what, String says) {
    return new Finding(State.BAD, what, says);
  }
}
