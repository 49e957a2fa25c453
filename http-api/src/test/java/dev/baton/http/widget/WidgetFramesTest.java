package dev.baton.http.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.http.frames.Json;
import dev.baton.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class WidgetFramesTest {
  @Test
  void everyFrameOfTheWidgetIsUnderstood() {
    assertThat(Fixtures.names("frame.widget.to-server.")).hasSize(3);
    assertThat(read("hello"))
        .isEqualTo(new WidgetSocket.ClientFrame("hello", "a-token", 12L, null, null));
    assertThat(read("typing"))
        .isEqualTo(new WidgetSocket.ClientFrame("typing", null, null, null, null));
    assertThat(read("send"))
        .isEqualTo(new WidgetSocket.ClientFrame("send", null, null, "k-1", "Where is my parcel?"));
  }

  private static WidgetSocket.ClientFrame read(String kind) {
    return Json.read(
        Fixtures.bytes("frame.widget.to-server." + kind), WidgetSocket.ClientFrame.class);
  }
}
