package dev.baton.conversation;

import dev.baton.identity.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a keyed command that took effect, so that a repeat gets the same answer and
 * other content is refused.
 *
 * @param fingerprint of what was asked for
 * @param seq of the message that it became; 0 when it became none
 * @param episode in which it took effect
 * @param at when it took effect
 */
public record Receipt(String fingerprint, long seq, int episode, Instant at) {
  private static final int FINGERPRINT_BYTES = 12;

  /** The kinds of keyed command, as they enter the fingerprint. */
  enum Kind {
    POST,
    PERSON,
    RATE,
    REPLY,
    NOTE,
    TAKE_OVER,
    HAND_BACK,
    CLOSE
  }

  /** What the command said when it took effect; null where it said nothing. */
  public @Nullable Message message(Principal principal, ConversationCommand command) {
    return switch (command) {
      case ConversationCommand.PostMessage post ->
          TimelineEntry.message(
              new ConversationEvent.CustomerWrote(seq, episode, post.key(), post.text(), at));
      case ConversationCommand.Reply reply when principal instanceof Principal.Operator operator ->
          TimelineEntry.message(
              new ConversationEvent.OperatorReplied(
                  seq, episode, reply.key(), operator.id(), operator.name(), reply.text(), at));
      default -> null;
    };
  }

  static String fingerprint(ConversationCommand.Keyed command) {
    return switch (command) {
      case ConversationCommand.PostMessage post -> fingerprint(Kind.POST, post.text());
      case ConversationCommand.AskForPerson ask -> fingerprint(Kind.PERSON, null);
      case ConversationCommand.RateAnswer rate -> ratingFingerprint(rate.seq(), rate.helpful());
      case ConversationCommand.Reply reply -> fingerprint(Kind.REPLY, reply.text());
      case ConversationCommand.AddNote note -> fingerprint(Kind.NOTE, note.text());
      case ConversationCommand.TakeOver take -> fingerprint(Kind.TAKE_OVER, null);
      case ConversationCommand.HandBack back -> fingerprint(Kind.HAND_BACK, null);
      case ConversationCommand.Close close -> fingerprint(Kind.CLOSE, null);
    };
  }

  static String ratingFingerprint(long seq, boolean helpful) {
    return fingerprint(Kind.RATE, seq + (helpful ? " helped" : " did not help"));
  }

  static String fingerprint(Kind kind, @Nullable String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind.name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(digest.digest(), FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Keys belong to whoever sent them: two people may use the same one. */
  static String scoped(Principal principal, IdempotencyKey key) {
    return switch (principal) {
      case Principal.Customer customer -> customerKey(key);
      case Principal.Operator operator -> operatorKey(operator.id().value(), key);
      case Principal.Agent agent ->
          throw new IllegalArgumentException("the agent sends no keyed command");
    };
  }

  static String customerKey(IdempotencyKey key) {
    return "c/" + key;
  }

  static String operatorKey(String operator, IdempotencyKey key) {
    return operator + "/" + key;
  }
}
