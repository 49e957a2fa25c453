package dev.baton.replay;

import java.util.Optional;
import java.util.Set;

/**
 * Whether what was said then and a passage of today say the same: so many of the telling words of
 * what was said stand in the passage, its title and headings included. Rough, and the same for
 * everybody: words, not meaning.
 */
final class Agreement {
  /** The share of the words that must be found. */
  static final double SHARE_LEAST = 0.4;

  /** With fewer telling words there is nothing to compare: "Done!", "I have refunded you." */
  static final int WORDS_LEAST = 3;

  private Agreement() {}

  /** Empty where too little was said to tell. */
  static Optional<Boolean> between(Set<String> said, Set<String> passage) {
    if (said.size() < WORDS_LEAST) {
      return Optional.empty();
    }
    double common = said.stream().filter(passage::contains).count();
    return Optional.of(common / said.size() >= SHARE_LEAST);
  }
}
