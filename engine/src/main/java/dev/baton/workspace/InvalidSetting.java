package dev.baton.workspace;

/** A setting outside its limits. The message is fit for the person who set it. */
public final class InvalidSetting extends IllegalArgumentException {
  private final String field;
  private final String limit;

  public InvalidSetting(String field, String rule, String limit) {
    super(field + " " + rule);
    this.field = field;
    this.limit = limit;
  }

  public String field() {
    return field;
  }

  public String limit() {
    return limit;
  }
}
