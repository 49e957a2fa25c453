package dev.baton.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Customers;
import dev.baton.chaos.world.Ledger;
import dev.baton.chaos.world.Ledger.Figure;
import dev.baton.chaos.world.Operators;
import dev.baton.chaos.world.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run against several nodes: they are killed, stopped, paused and cut off from each other while
 * customers and operators call any of them.
 */
final class ClusterRun {
  private static final int WRITERS = 6;
  private static final int ROUNDS = 2;
  private static final int SETTLE_SECONDS = 90;
  private static final int FLAPS = 10;
  private static final int FLAP_MILLIS = 700;
  private static final int CUT_SECONDS = 15;
  private static final int PAUSE_SECONDS = 30;
  private static final Duration ANSWERS_AGAIN = Duration.ofMinutes(2);

  /** Who was shut out must have noticed by then. */
  private static final Duration SHUT_OUT = Duration.ofSeconds(30);

  private static final int ASK_AGAIN_MILLIS = 100;

  /** What happens to a node. */
  enum Fault {
    KILL,
    STOP,
    CUT,
    ONE_WAY,
    FLAPPING,
    PAUSE
  }

  private final Options options;
  private final ClusterSite site;
  private final Consumer<String> progress;
  private final Ledger ledger = new Ledger();
  private final Report report;
  private final SplittableRandom random;
  private final Map<Fault, Times> back = new EnumMap<>(Fault.class);
  private final Api api;

  /** Calls whoever a proxy would choose that has found out. */
  private final Api prober;

  /** The node that something happens to; 0 for none. */
  private volatile int struck;

  private ClusterRun(Options options, ClusterSite site, Consumer<String> progress) {
    this.options = options;
    this.site = site;
    this.progress = progress;
    this.report = new Report(options, ledger);
    this.random = new SplittableRandom(options.seed());
    BooleanSupplier up = () -> !site.runningBut(0).isEmpty();
    this.api = new Api(() -> anyOf(site.runningBut(0)), up, report::seen);
    this.prober = new Api(() -> anyOf(site.runningBut(struck)), up, answer -> {});
  }

  static Report run(Options options, Consumer<String> progress)
      throws IOException, InterruptedException {
    ClusterSite site = ClusterSite.build(Installation.here(), options);
    return site.run(options, progress, new ClusterRun(options, site, progress)::all);
  }

  private String anyOf(List<String> urls) {
    return urls.isEmpty()
        ? site.url(1)
        : urls.get(ThreadLocalRandom.current().nextInt(urls.size()));
  }

  private Report all() throws IOException, InterruptedException {
    Crowd crowd = new Crowd();
    site.startAll();
    Customers customers =
        new Customers(api, ledger, site.workplace().key(), options.seed(), options.conversations());
    Operators operators = new Operators(api, ledger, site.workplace().operators(), options.seed());
    crowd.add(WRITERS, options.seed(), customers::visit);
    crowd.add(ROUNDS, options.seed() + 1, operators::round);
    while (ledger.talks().size() < options.conversations() / 2) {
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
    }
    report.fireBegins();
    for (int i = 0; i < options.kills(); i++) {
      Fault fault = Fault.values()[i % Fault.values().length];
      int node = 1 + random.nextInt(options.nodes());
      struck = node;
      long nanos = strike(fault, node);
      back.computeIfAbsent(fault, first -> new Times()).add(nanos);
      site.mendAll();
      site.revive();
      struck = 0;
      progress.accept(
          "%d of %d, %s at node %d: all answered after %.1f s; %d acknowledged, %d findings"
              .formatted(
                  i + 1,
                  options.kills(),
                  fault,
                  node,
                  nanos / 1e9,
                  ledger.figure(Figure.ACKNOWLEDGED),
                  ledger.broken().size()));
    }
    report.fireEnds();
    if (!crowd.stop(SETTLE_SECONDS)) {
      report.missed("some sends did not come to a definite answer");
    }
    report.figures().put("nodes", options.nodes()).put("faults", options.kills());
    ObjectNode times = report.figures().putObject("answeredAgainSeconds");
    back.forEach((fault, all) ->
        times
            .putObject(fault.name().toLowerCase(java.util.Locale.ROOT))
            .put("n", all.size())
            .put("p50", all.quantile(0.5) / 1000)
            .put("max", all.quantile(1) / 1000));
    site.compare(api, ledger, report, progress);
    return report;
  }

  /** How long until every conversation has answered, from when the fault began. */
  private long strike(Fault fault, int node) throws IOException, InterruptedException {
    long began = System.nanoTime();
    switch (fault) {
      case KILL -> site.node(node).kill();
      case STOP -> site.node(node).close();
      case PAUSE -> {
        site.node(node).pause(true);
        long nanos = allAnswer(began);
        long left = TimeUnit.SECONDS.toNanos(PAUSE_SECONDS) - (System.nanoTime() - began);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        site.node(node).pause(false);
        site.awaitAnEnd(SHUT_OUT);
        return nanos;
      }
      case CUT, ONE_WAY -> {
        for (int other = 1; other <= options.nodes(); other++) {
          if (other != node) {
            site.network().cut(node, other);
            if (fault == Fault.CUT) {
              site.network().cut(other, node);
            }
          }
        }
        long nanos = allAnswer(began);
        long left = TimeUnit.SECONDS.toNanos(CUT_SECONDS) - (System.nanoTime() - began);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        site.mendAll();
        site.awaitAnEnd(SHUT_OUT);
        return nanos;
      }
      case FLAPPING -> {
        int other = node % options.nodes() + 1;
        for (int i = 0; i < FLAPS; i++) {
          site.network().cut(node, other);
          TimeUnit.MILLISECONDS.sleep(FLAP_MILLIS);
          site.mendAll();
          TimeUnit.MILLISECONDS.sleep(FLAP_MILLIS);
        }
      }
    }
    return allAnswer(began);
  }

  /** Where all nodes have given up, one begins anew, as it would where processes are watched. */
  private void keepOneRunning(Set<String> silent, long deadline) {
    try {
      while (!silent.isEmpty() && System.nanoTime() < deadline) {
        if (site.runningBut(0).isEmpty()) {
          progress.accept("all nodes have given up; one begins anew");
          site.node(1).start();
        }
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
      }
    } catch (IOException e) {
      report.missed("the first node to begin anew did not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks each conversation until it says where it stands. */
  private long allAnswer(long began) throws InterruptedException {
    Set<String> silent = ConcurrentHashMap.newKeySet();
    ledger.talks().stream().map(Talk::conversation).forEach(silent::add);
    String operator = site.workplace().operators().getFirst();
    long deadline = System.nanoTime() + ANSWERS_AGAIN.toNanos();
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      askers.execute(() -> keepOneRunning(silent, deadline));
      for (String conversation : List.copyOf(silent)) {
        askers.execute(() -> {
          try {
            String path = "/api/v1/conversations/" + conversation + "?limit=1";
            while (System.nanoTime() < deadline) {
              Api.Answer answer = prober.call("GET", path, operator, null, "");
              if (answer.ok() || answer.status() == 404) {
                silent.remove(conversation);
                return;
              }
              TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
      }
    }
    if (!silent.isEmpty()) {
      report.missed(silent.size() + " conversations did not answer within " + ANSWERS_AGAIN);
    }
    return System.nanoTime() - began;
  }
}
