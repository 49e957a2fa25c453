package dev.baton.chaos.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that stay ours while nobody listens on them. */
final class Ports {
  /** Below those that the system gives to outgoing connections: one of them could take it. */
  private static final int FIRST = 20_000;

  private static final int END = 32_000;
  private static final int ATTEMPTS_MAX = 100;

  private Ports() {}

  static int free() throws IOException {
    IOException last = new IOException("no port was tried");
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }
}
