package dev.baton.database;

import java.sql.SQLException;

/** Events were not written, or nobody knows whether they were. */
public final class JournalNotWritten extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalNotWritten(SQLException cause) {
    super("the journal could not be written: " + DatabaseUnavailable.firstLine(cause), cause);
  }
}
