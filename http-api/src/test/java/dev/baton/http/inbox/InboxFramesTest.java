package dev.baton.http.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.http.frames.Json;
import dev.baton.http.socket.Outgoing;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.live.InboxNews;
import dev.baton.testkit.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxFramesTest {
  private static final String CONVERSATION = "cnv_Zk3vT0m1Qm6b2rYw8sXh4A";

  @Test
  void everyFrameOfTheInboxIsUnderstood() {
    assertThat(Fixtures.names("frame.inbox.to-server.")).hasSize(5);
    assertThat(read("follow"))
        .isEqualTo(new InboxFrame("follow", CONVERSATION, 31L, null, null, null, null));
    assertThat(read("unfollow"))
        .isEqualTo(new InboxFrame("unfollow", CONVERSATION, null, null, null, null, null));
    assertThat(read("typing"))
        .isEqualTo(new InboxFrame("typing", CONVERSATION, null, null, null, null, null));
    assertThat(read("watch"))
        .isEqualTo(
            new InboxFrame(
                "watch", null, null, List.of("waiting", "mine", "agent"), null, null, null));
    assertThat(read("reply"))
        .isEqualTo(
            new InboxFrame(
                "reply", CONVERSATION, null, null, "k-reply-1", "I have sent it back.", 4L));
  }

  @Test
  void newsOfRowsIsWrittenOnceForAllWhoAreToldIt() {
    WrittenNews written = new WrittenNews();
    InboxNews.EntriesChanged news = new InboxNews.EntriesChanged(List.of(waiting()));

    assertThat(written.of(news))
        .isEqualTo(Outgoing.written(Fixtures.json("frame.inbox.to-client.entries").deepCopy()));
    assertThat(written.of(news)).isSameAs(written.of(news));
  }

  @Test
  void theSettingsThatAreReadAreTheOnesThatAreWritten() {
    SettingsRoutes.Replacement replacement =
        Json.read(Fixtures.bytes("settings"), SettingsRoutes.Replacement.class);

    ObjectNode written = Json.object().put("version", replacement.version());
    written.setAll(Json.tree(replacement.settings()));
    assertThat(written.toPrettyString()).isEqualTo(Fixtures.json("settings").toPrettyString());
  }

  private static InboxEntry waiting() {
    return Fixtures.waiting(
        new ConversationId(CONVERSATION),
        WorkspaceId.random(),
        new CustomerId("cus_4f2aQx7Kc9Rw1Vn3Zd6g1A"),
        Instant.parse("2026-11-22T14:02:07.120Z"));
  }

  private static InboxFrame read(String kind) {
    return Json.read(Fixtures.bytes("frame.inbox.to-server." + kind), InboxFrame.class);
  }
}
