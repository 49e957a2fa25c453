package dev.baton.chaos.victims;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network in this machine: a namespace for each node, all on one bridge, where any direction
 * between two nodes can be cut. Needs Linux, iproute2 and the right to make namespaces.
 */
public final class Network implements AutoCloseable {
  private static final String PREFIX = "10.231.77.";
  private static final int FIRST_HOST = 10;
  private static final int COMMAND_SECONDS = 10;

  private final String name;
  private final int nodes;

  private Network(String name, int nodes) {
    this.name = name;
    this.nodes = nodes;
  }

  /** One that is not there yet. */
  public static Network plan(int nodes) {
    // Names of interfaces have 15 characters at the most.
    return new Network("bt" + ProcessHandle.current().pid() % 100_000, nodes);
  }

  /**
   * Makes it.
   *
   * @throws IOException where this machine does not let us
   */
  public void make() throws IOException, InterruptedException {
    try {
      build();
    } catch (IOException e) {
      throw new IOException(
          "no network namespaces here (Linux, iproute2 and root are needed): " + e.getMessage());
    }
  }

  /** The commands that remove it. */
  public List<String> removal() {
    List<String> commands = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      commands.add("ip netns del " + namespace(node));
    }
    commands.add("ip link del " + name);
    return commands;
  }

  private void build() throws IOException, InterruptedException {
    ip("link", "add", name, "type", "bridge");
    ip("addr", "add", host() + "/24", "dev", name);
    ip("link", "set", name, "up");
    for (int node = 1; node <= nodes; node++) {
      String outside = name + "o" + node;
      ip("netns", "add", namespace(node));
      ip("link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", namespace(node));
      ip("link", "set", outside, "master", name, "up");
      within(node, "addr", "add", address(node) + "/24", "dev", "eth0");
      within(node, "link", "set", "eth0", "up");
      within(node, "link", "set", "lo", "up");
    }
  }

  /** Where the machine itself is in it. */
  public static String host() {
    return PREFIX + "1";
  }

  /** Who may come from it. */
  public static String range() {
    return PREFIX + "0/24";
  }

  public static String address(int node) {
    return PREFIX + (FIRST_HOST + node);
  }

  /** What goes before a command that is to run at a node. */
  public List<String> at(int node) {
    return List.of("ip", "netns", "exec", namespace(node));
  }

  /** From now on nothing gets from one node to another. */
  public void cut(int from, int to) throws IOException, InterruptedException {
    within(from, "route", "replace", "blackhole", address(to) + "/32");
  }

  public void mend(int from, int to) throws IOException, InterruptedException {
    within(from, "route", "flush", "type", "blackhole", address(to) + "/32");
  }

  public void mendAll() throws IOException, InterruptedException {
    for (int node = 1; node <= nodes; node++) {
      within(node, "route", "flush", "type", "blackhole");
    }
  }

  private String namespace(int node) {
    return name + "n" + node;
  }

  private void within(int node, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-n", namespace(node)));
    all.addAll(List.of(words));
    ip(all.toArray(String[]::new));
  }

  private static void ip(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    run(command);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }

  @Override
  public void close() {
    removal().forEach(Network::quietly);
  }

  private static void quietly(String command) {
    try {
      run(List.of(command.split(" ")));
    } catch (IOException e) {
      // It was not made, or is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
