package dev.baton.load.scenario;

import dev.baton.load.echo.Conduct;
import dev.baton.load.echo.EchoServer;
import dev.baton.load.measure.Second;
import dev.baton.load.plan.Plan;
import dev.baton.load.plan.Scenario;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** A short run against a stand-in, with one thread, at equal distances, all of it read back. */
final class Trial {
  private final Scenario scenario;
  private int customers = 4;
  private int operators = 2;
  private int rate;
  private int seconds = 1;
  private int drain = 30;
  private int slow;

  Trial(Scenario scenario) {
    this.scenario = scenario;
  }

  Trial people(int ofCustomers, int ofOperators) {
    customers = ofCustomers;
    operators = ofOperators;
    return this;
  }

  /** So many messages a second. */
  Trial rate(int messages) {
    rate = messages;
    return this;
  }

  /** How long it takes, and how long it may wait for what is under way then. */
  Trial seconds(int measured, int atMostAfter) {
    seconds = measured;
    drain = atMostAfter;
    return this;
  }

  /** So many of the customers stop reading. */
  Trial slow(int ofThem) {
    slow = ofThem;
    return this;
  }

  Outcome against(Conduct conduct) throws InterruptedException {
    try (EchoServer server = new EchoServer(conduct)) {
      return against(List.of(server), now -> {});
    }
  }

  Outcome against(List<EchoServer> nodes, Consumer<Second> eachSecond) throws InterruptedException {
    List<URI> urls = nodes.stream().map(Trial::url).toList();
    Plan plan =
        new Plan(
            urls.getFirst(),
            "key",
            "",
            scenario,
            customers,
            operators,
            rate,
            20,
            seconds,
            0,
            drain,
            7,
            true,
            60,
            1,
            Plan.EVERYTHING,
            List.of("waiting"),
            slow,
            urls.subList(1, urls.size()));
    return new Play(plan, line -> {}, eachSecond).run();
  }

  static URI url(EchoServer server) {
    return URI.create("http://127.0.0.1:" + server.port());
  }
}
