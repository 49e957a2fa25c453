package dev.baton.load.wire;

/**
 * Why the server refused something.
 *
 * @param retryAfterSeconds how long to wait before the same is sent again; 0 where nothing is said
 */
public record Problem(int status, String code, String detail, int retryAfterSeconds) {
  private static final int UNKNOWN_OUTCOME = 503;

  /** Whether the same request is to be sent again. */
  public boolean unknown() {
    return status == UNKNOWN_OUTCOME;
  }

  /** Whether coming back with the same hello is useless. */
  public boolean forGood() {
    return status == 400 || status == 401 || status == 403 || status == 404 || status == 413;
  }

  @Override
  public String toString() {
    return status + " " + code + (detail.isEmpty() ? "" : ": " + detail);
  }
}
