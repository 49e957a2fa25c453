package dev.baton.simulator;

import dev.baton.identity.IdempotencyKey;
import java.util.HashMap;
import java.util.Map;

/** Who was told that they took a generation over: never two. */
final class Claims {
  private final Map<Long, String> winners = new HashMap<>();

  void won(long generation, String author, IdempotencyKey key) {
    String winner = author + " " + key;
    String before = winners.putIfAbsent(generation, winner);
    if (before != null && !before.equals(winner)) {
      throw new Broken(
          Invariant.ONE_WINNER, before + " and " + winner + " both took over " + generation);
    }
  }
}
