package dev.baton.database;

/** Another server works on this database. */
public final class DatabaseInUse extends DatabaseProblem {
  DatabaseInUse(String where) {
    super(
        "another Baton server works on " + where + ": stop it, or set another baton.database.url",
        null);
  }
}
