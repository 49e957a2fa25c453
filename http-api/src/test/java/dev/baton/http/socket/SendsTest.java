package dev.baton.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.Message;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.testkit.Fixtures;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One outcome for each message that came by a socket, and so many at a time. */
class SendsTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("k-1");
  private static final Instant AT = Instant.parse("2026-11-22T14:02:07.120Z");

  private final Sends sends = new Sends();

  @Test
  void whatComesAsAMessageNeedsNoOtherWord() {
    assertThat(ends(accepted(false), true)).isNull();
  }

  @Test
  void whatComesNoOtherWayIsSaid() {
    ObjectNode accepted = Fixtures.json("frame.widget.to-client.accepted").deepCopy();

    assertThat(sent(ends(accepted(false), false))).isEqualTo(accepted.toString());
    assertThat(sent(ends(accepted(true), true))).isEqualTo(accepted.toString());
    assertThat(sent(ends(accepted(true), false))).isEqualTo(accepted.toString());
  }

  @Test
  void whatIsRefusedIsSaidWithItsProblem() {
    Refused tooLong =
        new Refused(
            Problem.of(413, "too_long", "The text has more than 8000 characters.")
                .at("text", 8000));

    sends.begin();
    ObjectNode told = sends.end(Sends.Outcome.of(KEY, null, tooLong), true);

    assertThat(sent(told)).isEqualTo(Fixtures.json("frame.widget.to-client.refused").toString());
  }

  @Test
  void whatNobodyKnowsTheOutcomeOfIsRefusedAsUnknown() {
    sends.begin();
    ObjectNode told =
        Objects.requireNonNull(
            sends.end(Sends.Outcome.of(KEY, null, new TimeoutException()), true));

    assertThat(told.path("key").asText()).isEqualTo("k-1");
    assertThat(told.at("/problem/status").asInt()).isEqualTo(503);
    assertThat(told.at("/problem/code").asText()).isEqualTo("unknown_outcome");
  }

  @Test
  void soManyMayWaitAndOneMoreWhenOneHasEnded() {
    for (int n = 0; n < Sends.WAITING_MAX; n++) {
      sends.begin();
    }
    assertThatThrownBy(sends::begin)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo("too_many");
              assertThat(refused.problem().limit()).isEqualTo(Sends.WAITING_MAX);
            });

    sends.end(Sends.Outcome.of(KEY, accepted(false), null), true);

    sends.begin();
    assertThatThrownBy(sends::begin).isInstanceOf(Refused.class);
  }

  private @Nullable ObjectNode ends(ConversationReply.Accepted accepted, boolean comes) {
    sends.begin();
    return sends.end(Sends.Outcome.of(KEY, accepted, null), comes);
  }

  private static String sent(@Nullable ObjectNode frame) {
    return String.valueOf(frame);
  }

  private static ConversationReply.Accepted accepted(boolean repeated) {
    Message message =
        new Message(12, 1, new Message.Author.Customer(), "text", "x", List.of(), null, KEY, AT);
    InboxEntry entry =
        new InboxEntry(
            ConversationId.random(),
            WorkspaceId.random(),
            12,
            InboxEntry.OwnerKind.AGENT,
            null,
            null,
            1,
            1,
            CustomerId.random(),
            null,
            null,
            null,
            null,
            null,
            null,
            AT,
            AT);
    return new ConversationReply.Accepted(entry, message, repeated);
  }
}
