package dev.baton.load.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.load.sockets.Route.End;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final int FIRST_DELAY_MIN = 250;

  @Test
  void anInvitationLeadsToAnotherNodeAtOnce() {
    Route route = route(3, 0);

    assertThat(route.leave(End.INVITED)).isLessThan(Route.AT_ONCE_MILLIS);
    assertThat(route.node()).isEqualTo(1);
  }

  @Test
  void clientsOfOneNodeSpreadOverTheOthers() {
    Set<Integer> nodes = new TreeSet<>();
    for (int turn = 0; turn < 12; turn += 3) {
      Route route = route(3, turn);
      assertThat(route.node()).isZero();
      route.leave(End.INVITED);
      nodes.add(route.node());
    }

    assertThat(nodes).containsExactly(1, 2);
  }

  @Test
  void whereANodeRefusesTheOthersAreAskedBeforeAnybodyWaits() {
    Route route = route(3, 1);
    Set<Integer> asked = new TreeSet<>(Set.of(route.node()));

    for (int i = 0; i < 2; i++) {
      assertThat(route.leave(End.REFUSED)).isLessThan(Route.AT_ONCE_MILLIS);
      asked.add(route.node());
    }

    assertThat(asked).containsExactly(0, 1, 2);
    assertThat(route.leave(End.REFUSED)).isGreaterThanOrEqualTo(FIRST_DELAY_MIN);
    assertThat(route.leave(End.REFUSED)).isLessThan(Route.AT_ONCE_MILLIS);
  }

  @Test
  void whoIsAloneWaitsWhenItIsRefusedAndNotWhenItIsInvited() {
    Route route = route(1, 5);

    assertThat(route.leave(End.INVITED)).isLessThan(Route.AT_ONCE_MILLIS);
    assertThat(route.leave(End.REFUSED)).isBetween(FIRST_DELAY_MIN, 2 * FIRST_DELAY_MIN);
    assertThat(route.leave(End.REFUSED)).isGreaterThanOrEqualTo(2 * FIRST_DELAY_MIN);
  }

  @Test
  void whatBreaksIsWaitedForLongerEachTimeUntilAWelcome() {
    Route route = route(1, 0);

    assertThat(route.leave(End.BROKEN)).isEqualTo(500 - 1);
    assertThat(route.leave(End.BROKEN)).isEqualTo(1_000 - 1);
    for (int i = 0; i < 10; i++) {
      route.leave(End.BROKEN);
    }
    assertThat(route.leave(End.BROKEN)).isEqualTo(15_000 - 1);
    route.welcomed();
    assertThat(route.leave(End.BROKEN)).isEqualTo(500 - 1);
  }

  /** Chance always takes the longest wait. */
  private static Route route(int nodes, int turn) {
    return new Route(nodes, turn, (from, to) -> to - 1);
  }
}
