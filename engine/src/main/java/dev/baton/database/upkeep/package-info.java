/**
 * What is done to a database beside serving on it: migrating, backing up, restoring, looking at its
 * health.
 *
 * <p>Read {@link dev.baton.database.upkeep.Backup} and {@link dev.baton.database.upkeep.Restore}: a
 * backup is one snapshot of every table, as PostgreSQL's binary COPY in a zip, with a {@link
 * dev.baton.database.upkeep.BackupManifest} that says what must be in it. {@link
 * dev.baton.database.upkeep.DatabaseReport} is what {@code ./baton doctor} shows.
 *
 * <p>Depends on {@code database}, not the other way round. Needs no programs of PostgreSQL, so that
 * the embedded one and any other are backed up alike, and a backup of one goes into the other.
 *
 * <p>Guards: a backup is whole or is not there; a restore is whole or has not happened, and only
 * into an empty database; the copy is marked in the same transaction as it is filled, so that
 * nothing is sent from it; a name in a file never reaches SQL unless the catalogue has it too.
 *
 * <p>Tests: {@code dev.baton.database.upkeep} in the test tree.
 */
@NullMarked
package dev.baton.database.upkeep;

import org.jspecify.annotations.NullMarked;
