package dev.baton.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.load.echo.Conduct;
import dev.baton.load.echo.EchoServer;
import dev.baton.load.plan.Scenario;
import dev.baton.load.sockets.Returns;
import dev.baton.load.wire.Api;
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
          new Trial(Scenario.STEADY)
              .people(CUSTOMERS, OPERATORS)
              .rate(200)
              .seconds(3, 5)
              .against(
                  List.of(first, second),
                  now -> {
                    if (now.ready() == CUSTOMERS + OPERATORS && left.compareAndSet(false, true)) {
                      assertThat(first.sockets()).isEqualTo((CUSTOMERS + OPERATORS) / 2);
                      first.leave();
                    }
                  });

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
      Api api = new Api(List.of(Trial.url(first), Trial.url(second)), "key");
      Api.Begun before = api.begin("demo");
      first.leave();

      api.human(before.token(), "human");

      assertThat(api.reply(before.conversation(), "reply", "Hello").seq()).isEqualTo(1);
      assertThat(api.workspace()).isEqualTo("demo");
      assertThat(api.metrics()).contains("baton_sockets_open 0");
    }
  }
}
