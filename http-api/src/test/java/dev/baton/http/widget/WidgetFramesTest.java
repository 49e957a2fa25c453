package dev.baton.http.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.http.frames.Json;
import dev.baton.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class WidgetFramesTest {
  @Test
  void everyFrameOfTheWidgetIsUnderstood() {
    assertThat(Fixtures.names("frame.widget.to-server.")).hasSize(2);
    assertThat(read("hello")).isEqualTo(new WidgetSocket.ClientFrame("hello", "a-token", 12L));
    assertThat(read("typing")).isEqualTo(new WidgetSocket.ClientFrame("typing", null, null));
  }

  private static WidgetSocket.ClientFrame read(String kind) {
    return Json.read(
        Fixtures.bytes("frame.widget.to-server." + kind), WidgetSocket.ClientFrame.class);
  }
}
