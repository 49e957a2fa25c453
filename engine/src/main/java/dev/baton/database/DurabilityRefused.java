package dev.baton.database;

/**
 * The database acknowledges writes that a crash could still take back. Baton does not serve on such
 * a database: what it has acknowledged to a customer must be there.
 */
public final class DurabilityRefused extends DatabaseProblem {
  private final String setting;

  DurabilityRefused(String setting, String value, String where) {
    super(
        setting
            + " is "
            + value
            + " at "
            + where
            + ", so it can lose what it has acknowledged: set "
            + setting
            + " = on there",
        null);
    this.setting = setting;
  }

  /** The name of the server's setting. */
  public String setting() {
    return setting;
  }
}
