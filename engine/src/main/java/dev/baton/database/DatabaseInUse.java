package dev.baton.database;

/** Another server works on this database. */
public final class DatabaseInUse extends DatabaseProblem {
  DatabaseInUse(String where, Tenancy wanted) {
    super(
        wanted == Tenancy.ALONE
            ? "another Baton server works on "
                + where
                + ": stop it, or set another baton.database.url"
            : "a Baton server that belongs to no cluster works on "
                + where
                + ": stop it, or give it a baton.cluster.host",
        null);
  }
}
