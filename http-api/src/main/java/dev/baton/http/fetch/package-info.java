/**
 * The way out to the web, and the only one: pages that the team has added as sources.
 *
 * <p>Read {@link dev.baton.http.fetch.GuardedPageFetcher}; {@code FetchTarget} is what may be asked
 * for by its text, {@code GlobalAddresses} what may be connected to by its number.
 *
 * <p>Depends on {@code sources} and Akka HTTP. Guards: a name is resolved once, every address of it
 * must be global, and the connection goes to the address that was checked; redirects are checked
 * alike and counted; size, time and types are bounded; a refusal tells nothing about the network it
 * was refused for. Tests: {@code GuardedPageFetcherTest}, {@code GlobalAddressesTest}.
 */
@NullMarked
package dev.baton.http.fetch;

import org.jspecify.annotations.NullMarked;
