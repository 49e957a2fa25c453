package dev.baton.database.upkeep;

/** The file is no backup, is damaged, or cannot be written; the message is one line about it. */
public final class BackupUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackupUnreadable(String message) {
    super(message);
  }
}
