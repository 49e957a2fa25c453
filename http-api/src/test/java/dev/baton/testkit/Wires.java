package dev.baton.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The network between nodes that live in one JVM: each node listens behind a relay, and calls from
 * a loopback address of its own, so that any direction between two of them can be cut. What is cut
 * is silent, as a broken network is: nothing arrives, nothing is refused, and when it is mended
 * what was sent meanwhile arrives late.
 */
final class Wires implements Closeable {
  private record Way(String from, String to) {}

  private final Set<Way> cut = new HashSet<>();
  private final Map<String, ServerSocket> relays = new HashMap<>();
  private final Map<String, Integer> targets = new ConcurrentHashMap<>();
  private final Collection<Closeable> open = new ConcurrentLinkedQueue<>();

  /** The loopback address of a node, counted from 1. */
  static String address(int node) {
    return "127.0.7." + node;
  }

  /** Lets others reach the node at {@code port} by the port that this returns, always the same. */
  int relayTo(String node, int port) throws IOException {
    targets.put(node, port);
    ServerSocket known = relays.get(node);
    if (known != null) {
      return known.getLocalPort();
    }
    ServerSocket relay = new ServerSocket();
    relay.bind(new InetSocketAddress(node, 0));
    open.add(relay);
    relays.put(node, relay);
    Thread.startVirtualThread(() -> accept(relay, node));
    return relay.getLocalPort();
  }

  static int freePort(String address) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return probe.getLocalPort();
    }
  }

  synchronized void cut(String from, String to) {
    cut.add(new Way(from, to));
  }

  synchronized void mendAll() {
    cut.clear();
    notifyAll();
  }

  private synchronized void awaitOpen(Way way) throws InterruptedException {
    while (cut.contains(way)) {
      wait();
    }
  }

  private void accept(ServerSocket relay, String node) {
    while (!relay.isClosed()) {
      try {
        pass(relay.accept(), node);
      } catch (IOException e) {
        // Nobody calls any more.
      }
    }
  }

  private void pass(Socket in, String node) throws IOException {
    open.add(in);
    try {
      Socket out = new Socket(node, targets.getOrDefault(node, 0));
      open.add(out);
      String from = in.getInetAddress().getHostAddress();
      Thread.startVirtualThread(() -> copy(in, out, new Way(from, node)));
      Thread.startVirtualThread(() -> copy(out, in, new Way(node, from)));
    } catch (IOException e) {
      // The node is not there: its caller hears so.
      in.close();
    }
  }

  private void copy(Socket in, Socket out, Way way) {
    byte[] buffer = new byte[16 * 1024];
    try (in;
        out;
        InputStream from = in.getInputStream();
        OutputStream to = out.getOutputStream()) {
      int read;
      while ((read = from.read(buffer)) >= 0) {
        awaitOpen(way);
        to.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One end is gone; so is the other now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    mendAll();
    for (Closeable each : open) {
      each.close();
    }
  }
}
