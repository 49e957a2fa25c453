package dev.baton.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 says it.
 *
 * @param code what clients decide by; listed in FRAMES.md section 7
 * @param field the request's field that was wrong
 * @param limit what it would have had to keep to
 * @param current who owns the conversation now
 * @param retryAfterSeconds sent as a header as well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String field,
    @Nullable Object limit,
    @Nullable ObjectNode current,
    @Nullable Integer retryAfterSeconds) {

  /** A problem with a code and a sentence. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(
        "/docs#7-problem-codes", title(status), status, detail, code, null, null, null, null);
  }

  /** The same, naming the field and its limit. */
  public Problem at(String badField, @Nullable Object itsLimit) {
    return new Problem(
        type, title, status, detail, code, badField, itsLimit, current, retryAfterSeconds);
  }

  /** The same, naming a limit. */
  public Problem limit(Object itsLimit) {
    return new Problem(
        type, title, status, detail, code, field, itsLimit, current, retryAfterSeconds);
  }

  /** The same, saying who owns the conversation now. */
  public Problem current(ObjectNode owner) {
    return new Problem(type, title, status, detail, code, field, limit, owner, retryAfterSeconds);
  }

  /** The same, saying when to try again. */
  public Problem retryAfter(int seconds) {
    return new Problem(type, title, status, detail, code, field, limit, current, seconds);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "The request is not right";
      case 401 -> "Please log in";
      case 403 -> "This is not allowed";
      case 404 -> "There is no such thing";
      case 405 -> "This cannot be done here";
      case 408 -> "The request took too long";
      case 409 -> "Something has changed";
      case 413 -> "This is too much";
      case 415 -> "This kind of content is not read here";
      case 422 -> "The key was used before";
      case 429 -> "Too many requests";
      case 503 -> "Not now";
      default -> "Something went wrong";
    };
  }
}
