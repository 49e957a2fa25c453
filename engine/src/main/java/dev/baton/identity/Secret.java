package dev.baton.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A token or key: 256 random bits that are shown once. Only its SHA-256 is stored, which is enough
 * because nobody can guess 256 bits. Its text is never printed by accident.
 */
public record Secret(String reveal) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Longest secret that is looked up at all, in characters. */
  private static final int LENGTH_MAX = 200;

  public static Secret random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What is stored in its place. */
  public String hash() {
    try {
      String bounded = reveal.length() > LENGTH_MAX ? reveal.substring(0, LENGTH_MAX) : reveal;
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(bounded.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
