package dev.baton.database;

import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of a list ended: the key of its last row, which stays a place in the list when rows
 * come and go. Opaque to clients, and refused when it was not made for the same list.
 */
record InboxCursor(InboxStore.View view, Instant at, ConversationId conversation) {
  private static final Pattern FORM = Pattern.compile("([A-Z]+) (-?[0-9]{1,17}) (\\S{1,60})");

  String written() {
    String plain =
        view.name()
            + " "
            + ChronoUnit.MICROS.between(Instant.EPOCH, at)
            + " "
            + conversation.value();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  static InboxCursor read(InboxStore.View view, String cursor) {
    // Base64 that is none throws the same exception.
    String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
    Matcher matcher = FORM.matcher(plain);
    if (!matcher.matches() || !matcher.group(1).equals(view.name())) {
      throw new IllegalArgumentException("not a cursor of this list");
    }
    return new InboxCursor(
        view,
        Instant.EPOCH.plus(Long.parseLong(matcher.group(2)), ChronoUnit.MICROS),
        new ConversationId(matcher.group(3)));
  }
}
