/**
 * Customers' sessions: the token that ties a browser to one conversation.
 *
 * <p>Depends on {@code identity}. Guards: the token is stored as its SHA-256; it opens one
 * conversation and nothing else.
 */
@NullMarked
package dev.baton.customers;

import org.jspecify.annotations.NullMarked;
