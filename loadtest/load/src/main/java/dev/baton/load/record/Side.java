package dev.baton.load.record;

/** Who said something. */
public enum Side {
  CUSTOMER('c'),
  OPERATOR('o');

  private final char letter;

  Side(char letter) {
    this.letter = letter;
  }

  /** Its place in keys. */
  char letter() {
    return letter;
  }

  public Side other() {
    return this == CUSTOMER ? OPERATOR : CUSTOMER;
  }
}
