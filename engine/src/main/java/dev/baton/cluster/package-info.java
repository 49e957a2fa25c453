/**
 * The nodes that serve one database together: how a node finds the others, which of them go on when
 * they lose sight of each other, and how they know that they speak with one of their own.
 *
 * <p>Read {@link dev.baton.cluster.Membership} (entering), then {@link
 * dev.baton.cluster.DatabaseLease} (parting). The database is the one place that all nodes see:
 * nodes find each other in it, so that one database can never serve two clusters, and it decides
 * which side of a split goes on. Depends on no other room.
 *
 * <p>Tests: {@code dev.baton.cluster}, {@code dev.baton.database.JdbcNodesTest}.
 */
@NullMarked
package dev.baton.cluster;

import org.jspecify.annotations.NullMarked;
