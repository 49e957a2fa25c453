package dev.baton.http.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.http.frames.Json;
import dev.baton.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class InboxFramesTest {
  private static final String CONVERSATION = "cnv_Zk3vT0m1Qm6b2rYw8sXh4A";

  @Test
  void everyFrameOfTheInboxIsUnderstood() {
    assertThat(Fixtures.names("frame.inbox.to-server.")).hasSize(3);
    assertThat(read("follow")).isEqualTo(new InboxSocket.ClientFrame("follow", CONVERSATION, 31L));
    assertThat(read("unfollow"))
        .isEqualTo(new InboxSocket.ClientFrame("unfollow", CONVERSATION, null));
    assertThat(read("typing")).isEqualTo(new InboxSocket.ClientFrame("typing", CONVERSATION, null));
  }

  @Test
  void theSettingsThatAreReadAreTheOnesThatAreWritten() {
    SettingsRoutes.Replacement replacement =
        Json.read(Fixtures.bytes("settings"), SettingsRoutes.Replacement.class);

    ObjectNode written = Json.object().put("version", replacement.version());
    written.setAll(Json.tree(replacement.settings()));
    assertThat(written.toPrettyString()).isEqualTo(Fixtures.json("settings").toPrettyString());
  }

  private static InboxSocket.ClientFrame read(String kind) {
    return Json.read(
        Fixtures.bytes("frame.inbox.to-server." + kind), InboxSocket.ClientFrame.class);
  }
}
