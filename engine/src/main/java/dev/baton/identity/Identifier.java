package dev.baton.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * How every identifier is made and checked: a prefix that names its kind, then 128 random bits in
 * 22 URL-safe characters.
 */
final class Identifier {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern BODY = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private Identifier() {}

  static String random(String prefix) {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return prefix + ENCODER.encodeToString(bytes);
  }

  static String checked(String prefix, String value) {
    if (!value.startsWith(prefix) || !BODY.matcher(value.substring(prefix.length())).matches()) {
      throw new IllegalArgumentException("not an identifier of the kind " + prefix + "…");
    }
    return value;
  }
}
