package dev.baton.database.upkeep;

import dev.baton.database.DatabaseProblem;

/** The database is not one that this backup can be put into. Nothing was changed in it. */
public final class RestoreRefused extends DatabaseProblem {
  RestoreRefused(String message) {
    super(message, null);
  }
}
