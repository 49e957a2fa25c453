package dev.baton.database;

/** With whom a server works on a database. */
public enum Tenancy {
  /** With nobody. */
  ALONE,
  /** With the other nodes of its cluster. */
  SHARED
}
