/**
 * Sockets of customers and operators: many on few threads, each coming back as the protocol asks.
 *
 * <p>Read {@link dev.baton.load.sockets.Line}. What they see goes to the {@link
 * dev.baton.load.record.Book}; they judge nothing themselves.
 */
@NullMarked
package dev.baton.load.sockets;

import org.jspecify.annotations.NullMarked;
