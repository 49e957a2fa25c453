/**
 * The names of things: typed identifiers that refuse a bad value, so that no room checks them
 * twice.
 *
 * <p>Start with {@link dev.baton.identity.ConversationId}; the others are made alike. Depends on
 * nothing of ours. Guards: an identifier is unguessable (128 random bits), carries its kind as a
 * prefix, and travels in JSON as a plain string. Tests: {@code IdentifiersTest}.
 */
@NullMarked
package dev.baton.identity;

import org.jspecify.annotations.NullMarked;
