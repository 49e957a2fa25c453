package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cluster.Node;
import dev.baton.cluster.NodeStore;
import dev.baton.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node finds those that live, and a side of a split goes on only where the other may not. */
class JdbcNodesTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final DatabaseSettings shared = DATABASE.migrated();
  private final List<Database> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Database::close);
  }

  private NodeStore connected() {
    Database database = Database.open(shared, Tenancy.SHARED);
    open.add(database);
    return database.nodes();
  }

  @Test
  void theFirstFormsAndTheNextFindIt() {
    NodeStore.Entered first = connected().enter("a:1", "1.0", 1);
    NodeStore.Entered second = connected().enter("b:1", "1.0", 1);

    assertThat(first.others()).isEmpty();
    assertThat(second.others())
        .extracting(Node::address, Node::state, Node::living)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("a:1", Node.State.FORMING, true));
    assertThat(second.number()).isGreaterThan(first.number());
  }

  @Test
  void oneThatOnlyWaitsLetsNobodyIn() {
    NodeStore gone = connected();
    gone.enter("a:1", "1.0", 1);
    NodeStore waiting = connected();
    waiting.enter("b:1", "1.0", 1);
    gone.left(gone.all().getFirst().number());

    NodeStore.Entered third = connected().enter("c:1", "1.0", 1);

    assertThat(third.others()).extracting(Node::state).containsExactly(Node.State.JOINING);
    assertThat(third.others()).noneMatch(node -> node.state().admits());
    assertThat(waiting.all().getLast().state()).isEqualTo(Node.State.FORMING);
  }

  @Test
  void whatItSaysOfItselfIsRead() {
    NodeStore nodes = connected();
    int number = nodes.enter("a:1", "1.0", 1).number();

    nodes.seen(
        number, new NodeStore.Condition(Node.State.UP, 7, List.of("a:1", "b:1"), List.of("b:1")));

    Node node = nodes.all().getFirst();
    assertThat(node.conversations()).isEqualTo(7);
    assertThat(node.unreachable()).containsExactly("b:1");
    assertThat(node.state()).isEqualTo(Node.State.UP);
    nodes.left(number);
    assertThat(nodes.all()).isEmpty();
  }

  @Test
  void itIsGoneWithItsConnection() {
    NodeStore one = connected();
    one.enter("a:1", "1.0", 1);
    NodeStore other = connected();
    other.enter("b:1", "1.0", 1);

    open.getFirst().close();

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(other.all()).extracting(Node::living).containsExactly(false, true));
  }

  @Test
  void aLeaseIsOneNodesForATime() {
    NodeStore nodes = connected();
    nodes.enter("a:1", "1.0", 1);
    NodeStore others = connected();
    others.enter("b:1", "1.0", 1);

    assertThat(nodes.lease("split", "a:1", LONG)).isTrue();
    assertThat(nodes.lease("split", "a:1", LONG)).isTrue();
    assertThat(others.lease("split", "b:1", LONG)).isFalse();
    others.release("split", "b:1");
    assertThat(others.lease("split", "b:1", LONG)).isFalse();
    nodes.release("split", "a:1");
    assertThat(others.lease("split", "b:1", Duration.ZERO)).isTrue();
    assertThat(nodes.lease("split", "a:1", LONG)).isTrue();
    assertThat(nodes.lease("split", "nobody:1", LONG)).isFalse();
  }

  @Test
  void theLeaseOfTheDeadCountsForNothing() {
    NodeStore dead = connected();
    dead.enter("a:1", "1.0", 1);
    assertThat(dead.lease("split", "a:1", LONG)).isTrue();
    NodeStore living = connected();
    living.enter("b:1", "1.0", 1);

    open.getFirst().close();

    Awaitility.await().until(() -> living.lease("split", "b:1", LONG));
  }

  @Test
  void oneThatWasShutOutGetsNoLeaseAndIsTold() {
    NodeStore awake = connected();
    int first = awake.enter("a:1", "1.0", 1).number();
    NodeStore asleep = connected();
    int second = asleep.enter("b:1", "1.0", 1).number();
    assertThat(asleep.seen(second, up("a:1", "b:1"))).isFalse();
    assertThat(awake.seen(first, up("a:1", "b:1"))).isFalse();
    assertThat(asleep.seen(second, up("a:1", "b:1"))).isFalse();

    assertThat(awake.seen(first, up("a:1"))).isFalse();

    assertThat(asleep.seen(second, up("a:1", "b:1"))).isTrue();
    assertThat(asleep.lease("split", "b:1", LONG)).isFalse();
    assertThat(awake.lease("split", "a:1", LONG)).isTrue();
  }

  private static NodeStore.Condition up(String... members) {
    return new NodeStore.Condition(Node.State.UP, 0, List.of(members), List.of());
  }

  @Test
  void aServerThatStandsAloneAndANodeKeepEachOtherOut() {
    connected();
    assertThatThrownBy(() -> Database.open(shared))
        .isInstanceOf(DatabaseInUse.class)
        .hasMessageContaining("another Baton server works on");
    close();
    open.clear();
    open.add(Database.open(shared));
    assertThatThrownBy(this::connected)
        .isInstanceOf(DatabaseInUse.class)
        .hasMessageContaining("belongs to no cluster")
        .hasMessageContaining("baton.cluster.host");
  }

  @Test
  void nodesThatStartTogetherMakeTheTablesOnce() {
    DatabaseSettings empty = DATABASE.empty();
    List<Database> opened =
        java.util.stream.Stream.of(1, 2, 3)
            .parallel()
            .map(each -> Database.open(empty, Tenancy.SHARED))
            .toList();
    opened.forEach(database -> assertThat(database.nodes().all()).isEmpty());
    opened.forEach(Database::close);
  }
}
