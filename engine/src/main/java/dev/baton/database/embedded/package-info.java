/**
 * A PostgreSQL of our own in the data folder, for those who bring none.
 *
 * <p>Read {@link dev.baton.database.embedded.EmbeddedPostgres}: it locks the folder, sets up the
 * cluster, starts the server, keeps it running and stops it. Its parts: {@code DataFolderLock},
 * {@code PostgresBinaries}, {@code Unprivileged} (PostgreSQL refuses root), {@code Cluster}, {@code
 * Postmaster} (what runs in a folder, and how it is stopped), {@code Commands}.
 *
 * <p>Depends on {@code database} for the settings it hands out and for the kind of its exceptions;
 * speaks no SQL but for the line that creates the database.
 *
 * <p>Guards: everything acknowledged is flushed; no user of the machine gets in without the random
 * password, and nobody from outside; the password is on no command line; one Baton per data folder;
 * a process is signalled only after it has been seen to be the postmaster of this folder; none is
 * left behind by {@code close}.
 *
 * <p>Tests: {@code dev.baton.database.embedded} in the test tree.
 */
@NullMarked
package dev.baton.database.embedded;

import org.jspecify.annotations.NullMarked;
