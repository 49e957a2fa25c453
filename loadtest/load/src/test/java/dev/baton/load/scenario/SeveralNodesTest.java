package dev.baton.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.load.echo.Conduct;
import dev.baton.load.echo.EchoServer;
import dev.baton.load.plan.Plan;
import dev.baton.load.plan.Scenario;
import dev.baton.load.sockets.Returns;
import dev.baton.load.wire.Api;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A run against two nodes, one of which leaves. */
class SeveralNodesTest {
  private static final int CUSTOMERS = 6;
  private static final int OPERATORS = 2;

  @Test
  void whoseNodeLeavesGoesToTheOtherAndMissesNothing() throws InterruptedException {
    try (EchoServer first = new EchoServer(Conduct.HONEST)) {
      EchoServer second = first.neighbour();
      AtomicBoolean left = new AtomicBoolean();

      Outcome outcome =
          new Play(
                  plan(first, second),
                  line -> {},
                  now -> {
                    if (now.ready() == CUSTOMERS + OPERATORS && left.compareAndSet(false, true)) {
                      assertThat(first.sockets()).isEqualTo((CUSTOMERS + OPERATORS) / 2);
                      first.leave();
                    }
                  })
              .run();

      Returns returns = outcome.traffic().returns();
      assertThat(returns.restarts()).isEqualTo((CUSTOMERS + OPERATORS) / 2);
      assertThat(returns.total()).isEqualTo(returns.restarts());
      assertThat(returns.mostPerClient()).isEqualTo(1);
      assertThat(returns.pauses().total().getTotalCount()).isEqualTo(returns.restarts());
      // Nobody asked the node that had left, and nothing that was asked for is an error.
      assertThat(outcome.traffic().reconnects()).isEqualTo(returns.restarts());
      assertThat(outcome.traffic().firstError()).isNull();
      // The record is read back although the node that was named first is gone.
      assertThat(outcome.book().findings().kept()).isEmpty();
      assertThat(outcome.readBack().stored()).isEqualTo(outcome.book().sent());
      assertThat(outcome.readBack().unknown()).isZero();
    }
  }

  @Test
  void requestsGoToANodeThatAnswers() throws InterruptedException {
    try (EchoServer first = new EchoServer(Conduct.HONEST)) {
      EchoServer second = first.neighbour();
      Api api = new Api(List.of(url(first), url(second)), "key");
      Api.Begun before = api.begin("demo");
      first.leave();

      api.human(before.token(), "human");

      assertThat(api.reply(before.conversation(), "reply", "Hello").seq()).isEqualTo(1);
      assertThat(api.workspace()).isEqualTo("demo");
      assertThat(api.metrics()).contains("baton_sockets_open 0");
    }
  }

  private static Plan plan(EchoServer first, EchoServer second) {
    return new Plan(
        url(first),
        "key",
        "",
        Scenario.STEADY,
        CUSTOMERS,
        OPERATORS,
        200,
        1,
        3,
        0,
        5,
        7,
        true,
        60,
        1,
        Plan.EVERYTHING,
        List.of("waiting"),
        0,
        List.of(url(second)));
  }

  private static URI url(EchoServer server) {
    return URI.create("http://127.0.0.1:" + server.port());
  }
}
