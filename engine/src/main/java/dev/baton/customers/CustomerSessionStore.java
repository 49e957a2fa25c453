package dev.baton.customers;

import java.time.Instant;
import java.util.Optional;

/** Customers' sessions, as stored. Every call is one transaction and blocks. */
public interface CustomerSessionStore {
  void add(String tokenHash, CustomerSession session);

  /**
   * The session, also when it has expired: the caller compares, and tells the customer apart from a
   * stranger.
   */
  Optional<CustomerSession> find(String tokenHash);

  /** Moves the expiry; never to an earlier time. */
  void extend(String tokenHash, Instant expiresAt);

  /** Deletes what expired before the given time; at most {@code most} rows. Returns how many. */
  int removeExpired(Instant before, int most);
}
