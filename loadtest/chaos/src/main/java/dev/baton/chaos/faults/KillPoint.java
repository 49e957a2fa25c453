package dev.baton.chaos.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the server can be made to die. */
public enum KillPoint {
  /** A batch of events is about to be written. */
  BEFORE_PERSIST(70),
  /** Its rows were sent to the database, in a transaction that is not committed. */
  IN_FLIGHT(71),
  /** It is committed, and nobody has been told. */
  AFTER_COMMIT(72),
  /** The acknowledgement is made, and not a byte of it was sent. */
  AFTER_ACKNOWLEDGEMENT(73),
  /** A snapshot is being written. */
  IN_SNAPSHOT(74),
  /** A conversation is reading its events. */
  IN_RECOVERY(75),
  /** A file of the index is being written. */
  IN_INDEX_WRITE(76);

  private final int exitCode;

  KillPoint(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What the process ends with, so that whoever armed the point knows that it was reached. */
  public int exitCode() {
    return exitCode;
  }

  /** The point that a process died at. */
  public static Optional<KillPoint> of(int exitCode) {
    return Arrays.stream(values()).filter(point -> point.exitCode == exitCode).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
