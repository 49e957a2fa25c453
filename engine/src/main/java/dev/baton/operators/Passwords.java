package dev.baton.operators;

import com.password4j.Argon2Function;
import com.password4j.Hash;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * Argon2id (RFC 9106) password hashes in PHC form, with OWASP's minimum of 19 MiB, two passes and
 * one lane. Few at a time, so that logging in cannot exhaust the memory. Blocks.
 */
public final class Passwords {
  /** Longest password, in bytes of UTF-8; longer ones are refused before any hashing. */
  public static final int BYTES_MAX = 512;

  /** Shortest password, in characters. */
  public static final int LENGTH_MIN = 8;

  private static final int AT_ONCE_MAX = 4;
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  /** Of no password: random bytes where a salt and a hash stand. */
  private static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1"
          + "$fo3T9TDhDlE1IPMoXeesgw$jpffUUc0P+kXq1c3ViQ3+tBtUM3Bd7vPrAwhSqoc6kA";

  private final Semaphore slots = new Semaphore(AT_ONCE_MAX, true);

  /** The hash to store. */
  public String hash(String password) {
    return limited(() -> {
      Hash hash = Password.hash(password).addRandomSalt(16).with(ARGON2ID);
      return hash.getResult();
    });
  }

  /** Whether the password is the one that was hashed. */
  public boolean matches(String password, String hash) {
    if (password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
      return false;
    }
    return limited(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Takes as long as {@link #matches}, for accounts that do not exist. */
  public void matchesNobody(String password) {
    boolean ignored = matches(password, NOBODY);
  }

  private <T> T limited(java.util.function.Supplier<T> work) {
    slots.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      slots.release();
    }
  }
}
