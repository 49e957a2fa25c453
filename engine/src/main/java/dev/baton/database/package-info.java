/**
 * PostgreSQL: with its subpackage the only room that knows SQL.
 *
 * <p>Read {@link dev.baton.database.Database} first: it opens an address and hands out everything
 * else. Then {@link dev.baton.database.DatabaseSettings}, {@code ServerLock}, one of the stores
 * ({@code JdbcSources} is typical, {@code JdbcInbox} the busy one) and {@link
 * dev.baton.database.JournalReader}. The tables are in {@code db/migration}, how the actors reach
 * them in {@code journal.conf}. {@code dev.baton.database.embedded} runs a PostgreSQL of our own
 * and depends on this package, not the other way round.
 *
 * <p>Implements the store interfaces of the other rooms and depends on them for their shapes; knows
 * no actors.
 *
 * <p>Guards: the server does not serve on a database that acknowledges what it has not flushed; one
 * server per database; a store call is one transaction; a late inbox row never overwrites a newer
 * one; no password in a message or a log; a migration is added, never edited.
 *
 * <p>Tests: {@code dev.baton.database} in the test tree; {@code dev.baton.testkit.TestDatabase}
 * gives any test a database of its own.
 */
@NullMarked
package dev.baton.database;

import org.jspecify.annotations.NullMarked;
