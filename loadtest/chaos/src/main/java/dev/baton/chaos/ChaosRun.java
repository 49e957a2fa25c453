package dev.baton.chaos;

import dev.baton.chaos.faults.KillPoint;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Customers;
import dev.baton.chaos.world.Ledger;
import dev.baton.chaos.world.Ledger.Figure;
import dev.baton.chaos.world.Operators;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run: load, kills, quiet, comparison. */
final class ChaosRun {
  private static final int WRITERS = 48;
  private static final int ROUNDS = 3;
  private static final int BEFORE_THE_FIRE = 200;
  private static final int STALLED_SECONDS = 90;
  private static final int SETTLE_SECONDS = 90;
  private static final Duration POINT_PATIENCE = Duration.ofSeconds(20);
  private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 5;

  private final Options options;
  private final LoneSite site;
  private final Consumer<String> progress;
  private final Ledger ledger = new Ledger();
  private final Report report;
  private final SplittableRandom random;
  private final Outages outages;
  private final LiveAndDead agents = new LiveAndDead();
  private final Api api;
  private volatile boolean up;

  /** When what was killed last had died. */
  private long died;

  private ChaosRun(Options options, LoneSite site, Consumer<String> progress) {
    this.options = options;
    this.site = site;
    this.progress = progress;
    this.report = new Report(options, ledger);
    this.random = new SplittableRandom(options.seed());
    this.outages = new Outages(site, ledger, report.figures().putArray("outages"));
    this.api =
        new Api(
            site.server()::url,
            () -> up,
            answer -> {
              report.seen(answer);
              outages.seen(answer);
              agents.seen(answer);
            });
  }

  /** Does it all, and leaves nothing behind but, where something is wrong, the folder. */
  static Report run(Options options, Consumer<String> progress)
      throws IOException, InterruptedException {
    LoneSite site = LoneSite.build(Installation.here(), options);
    return site.run(options, progress, new ChaosRun(options, site, progress)::all);
  }

  private Report all() throws IOException, InterruptedException {
    Crowd crowd = new Crowd();
    start();
    Customers customers =
        new Customers(api, ledger, site.workplace().key(), options.seed(), options.conversations());
    Operators operators = new Operators(api, ledger, site.workplace().operators(), options.seed());
    crowd.add(WRITERS, options.seed(), customers::visit);
    crowd.add(ROUNDS, options.seed() + 1, operators::round);
    awaitAcknowledged(BEFORE_THE_FIRE);
    // The first life ends in order, which also leaves the classes that make later starts quick.
    up = false;
    site.server().close();
    start();
    fire();
    awaitAcknowledged(options.acknowledgements());
    for (Duration length : options.outages()) {
      outage(length);
    }
    if (options.agentDead()) {
      progress.accept("the agent lives and dies in turns");
      agents.measure(site.server());
      agents.into(report.figures());
    }
    if (!crowd.stop(SETTLE_SECONDS)) {
      report.missed("some sends did not come to a definite answer");
    }
    site.compare(api, ledger, report, progress);
    return report;
  }

  private void fire() throws IOException, InterruptedException {
    report.fireBegins();
    List<Kill> plan = Kill.plan(options);
    int parts = IntStream.range(0, plan.size()).map(i -> parts(plan, i)).sum();
    for (int i = 0; i < plan.size(); i++) {
      long have = ledger.figure(Figure.ACKNOWLEDGED);
      double part = Math.max(0, options.acknowledgements() - have) / (double) parts;
      long until = (long) (part * parts(plan, i) * random.nextDouble(0.8, 1.2));
      parts -= parts(plan, i);
      awaitAcknowledged(have + Math.max(1, until));
      Kill kill = plan.get(i);
      strike(kill);
      awaitAcknowledged(ledger.figure(Figure.ACKNOWLEDGED) + 1);
      report.backAfter(System.nanoTime() - died);
      progress.accept(
          "%d of %d, %s: %d acknowledged, %d findings"
              .formatted(
                  i + 1,
                  plan.size(),
                  kill,
                  ledger.figure(Figure.ACKNOWLEDGED),
                  ledger.broken().size()));
    }
    report.fireEnds();
    for (Kill kill : new LinkedHashSet<>(plan)) {
      if (report.kills(kill) == 0) {
        report.missed("nothing died by \"" + kill + "\"");
      }
    }
  }

  /** A server that has run on since the kill before is warm, and gets more done. */
  private static int parts(List<Kill> plan, int kill) {
    return kill > 0 && plan.get(kill - 1).victim() == Kill.Victim.DATABASE ? 3 : 1;
  }

  private void outage(Duration length) throws IOException, InterruptedException {
    site.database().awaitReady();
    progress.accept("the database stalls for " + length.toSeconds() + " s");
    outages.stall(length);
    if (options.external()) {
      progress.accept("the database is away for " + length.toSeconds() + " s");
      outages.away(length);
    }
  }

  private void down() {
    up = false;
    died = System.nanoTime();
  }

  private void strike(Kill kill) throws IOException, InterruptedException {
    switch (kill.victim()) {
      case SERVER -> {
        strikeServer(kill.point());
        start();
      }
      case DATABASE -> {
        site.database().awaitReady();
        site.database().kill();
        died = System.nanoTime();
        site.startOutside();
        report.killed(kill.victim(), null);
      }
      case BOTH -> {
        site.database().awaitReady();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
        if (random.nextBoolean()) {
          site.database().kill();
          site.server().kill();
        } else {
          site.server().kill();
          site.database().kill();
        }
        down();
        site.startOutside();
        report.killed(kill.victim(), null);
        start();
      }
    }
  }

  private void strikeServer(@Nullable KillPoint point) throws IOException, InterruptedException {
    if (point == null || point == KillPoint.IN_RECOVERY) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
      site.server().kill();
      down();
      if (point != null) {
        dieInRecovery();
      }
      report.killed(Kill.Victim.SERVER, point == null ? null : site.server().diedAt().orElse(null));
      return;
    }
    site.server().arm(point);
    if (point == KillPoint.IN_INDEX_WRITE) {
      Thread.ofVirtual().start(this::addSource);
    }
    if (!site.server().dies(POINT_PATIENCE)) {
      site.server().kill();
    }
    down();
    report.killed(Kill.Victim.SERVER, site.server().diedAt().orElse(null));
  }

  /** Conversations are read again when the server has just started. */
  private void dieInRecovery() throws IOException, InterruptedException {
    site.server().launch();
    site.server().arm(KillPoint.IN_RECOVERY);
    try {
      site.server().awaitUp();
      up = true;
    } catch (IOException e) {
      if (site.server().isAlive()) {
        throw e;
      }
    }
    if (!site.server().dies(RECOVERY_PATIENCE)) {
      site.server().kill();
    }
    down();
  }

  private void addSource() {
    try {
      api.call(
          "POST",
          "/api/v1/sources/texts",
          site.workplace().operators().getFirst(),
          null,
          "{\"title\":\"Chaos\",\"text\":\"Chaos is what this page is about. It is long enough.\"}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws IOException, InterruptedException {
    site.server().start();
    up = true;
  }

  private void awaitAcknowledged(long goal) throws InterruptedException {
    long last = -1;
    long since = System.nanoTime();
    while (true) {
      long now = ledger.figure(Figure.ACKNOWLEDGED);
      if (now >= goal) {
        return;
      }
      if (now != last) {
        last = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(STALLED_SECONDS)) {
        throw new IllegalStateException(
            "nothing was acknowledged in " + STALLED_SECONDS + " s; see " + site.folder().path());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
