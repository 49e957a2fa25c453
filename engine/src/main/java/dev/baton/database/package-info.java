/**
 * PostgreSQL: the only room that knows SQL.
 *
 * <p>Implements the store interfaces of the other rooms. Depends on them for their shapes. Guards:
 * the server does not serve on a database that acknowledges what it has not flushed.
 */
@NullMarked
package dev.baton.database;

import org.jspecify.annotations.NullMarked;
