package dev.baton.chaos;

import dev.baton.chaos.victims.Network;
import dev.baton.chaos.victims.OutsidePostgres;
import dev.baton.chaos.victims.ServerProcess;
import dev.baton.chaos.victims.Undertaker;
import dev.baton.cluster.NodeCertificates;
import dev.baton.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several nodes, each in a network namespace of its own, and the database that they share. */
final class ClusterSite implements Site {
  private static final int POLL_MILLIS = 50;

  private final RunFolder folder;
  private final Workplace workplace;
  private final Network network;
  private final OutsidePostgres database;
  private final List<ServerProcess> nodes;
  private final Undertaker undertaker;

  private ClusterSite(
      RunFolder folder,
      Workplace workplace,
      Network network,
      OutsidePostgres database,
      List<ServerProcess> nodes,
      Undertaker undertaker) {
    this.folder = folder;
    this.workplace = workplace;
    this.network = network;
    this.database = database;
    this.nodes = nodes;
    this.undertaker = undertaker;
  }

  /** Sets it up; no node runs yet. */
  static ClusterSite build(Installation installation, Options options)
      throws IOException, InterruptedException {
    RunFolder folder = RunFolder.make(installation);
    Path home = folder.folder("outside");
    Network network = Network.plan(options.nodes());
    Undertaker undertaker =
        new Undertaker(folder.path(), home.resolve("postgres"), network.removal());
    network.make();
    AtomicReference<@Nullable Workplace> prepared = new AtomicReference<>();
    OutsidePostgres database =
        OutsidePostgres.create(
            home,
            settings -> prepared.set(Workplace.prepare(settings)),
            Network.host(),
            Network.range());
    Path certificates = NodeCertificates.make(folder.path().resolve("certificates")).folder();
    List<ServerProcess> nodes = new ArrayList<>();
    for (int node = 1; node <= options.nodes(); node++) {
      nodes.add(
          new ServerProcess(
              new ServerProcess.Setup(
                  installation.lib(),
                  installation.chaos(),
                  folder.folder("node" + node),
                  options.seed() + node,
                  true,
                  database.settings(),
                  new ServerProcess.NodePlace(
                      Network.address(node), network.at(node), certificates))));
    }
    Workplace workplace = prepared.get();
    if (workplace == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    return new ClusterSite(folder, workplace, network, database, nodes, undertaker);
  }

  @Override
  public RunFolder folder() {
    return folder;
  }

  @Override
  public Workplace workplace() {
    return workplace;
  }

  Network network() {
    return network;
  }

  ServerProcess node(int node) {
    return nodes.get(node - 1);
  }

  String url(int node) {
    return node(node).url();
  }

  /** Where nodes can be called, but for one of them. */
  List<String> runningBut(int avoided) {
    List<String> urls = new ArrayList<>();
    for (int node = 1; node <= nodes.size(); node++) {
      if (node != avoided && node(node).isAlive()) {
        urls.add(url(node));
      }
    }
    return urls;
  }

  void startAll() throws IOException, InterruptedException {
    for (ServerProcess node : nodes) {
      node.start();
    }
  }

  void mendAll() throws IOException, InterruptedException {
    network.mendAll();
  }

  /** Starts those again that have ended, as whoever watches over a process does. */
  void revive() throws IOException, InterruptedException {
    for (ServerProcess node : nodes) {
      if (!node.isAlive()) {
        node.start();
      }
    }
  }

  /** Waits until some node has ended; comes back anyhow when patience has. */
  void awaitAnEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (nodes.stream().allMatch(ServerProcess::isAlive) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void stop() throws IOException {
    for (ServerProcess node : nodes) {
      node.close();
    }
  }

  @Override
  public void read(Consumer<Database> reader) {
    try (Database open = Database.open(database.settings())) {
      reader.accept(open);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    database.close();
    network.close();
    undertaker.close();
  }
}
