package dev.baton.database;

import dev.baton.cluster.Node;
import dev.baton.cluster.NodeStore;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The nodes of a cluster in PostgreSQL. That a node lives is told by an advisory lock that it holds
 * for as long as it is connected: gone at once when it is killed, kept while it is only slow.
 */
final class JdbcNodes implements NodeStore {
  /** First half of the locks' keys, the second is the node's number: "bato" in ASCII. */
  static final int LOCKS = 0x6261746f;

  private static final long ENTERING = 0x6261746f6fL;

  /** A node that has just been killed, or whose connection has just broken, may still be one. */
  private static final String LATELY = "5 seconds";

  /** Of a row of node: whether it lives. */
  static final String LIVING =
      """
      EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted
        AND l.objsubid = 2 AND l.classid::bigint = %d AND l.objid::bigint = node.number
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))\
      """
          .formatted(LOCKS);

  /** Of an address: whether a node that lives and serves does not count it among its members. */
  private static final String SHUT_OUT =
      "EXISTS (SELECT 1 FROM node WHERE state = 'UP' AND seen_at > now() - interval '"
          + LATELY
          + "' AND address <> :address AND NOT :address = ANY (members) AND "
          + LIVING
          + ")";

  private static final String ALL = "SELECT node.*, " + LIVING + " AS living FROM node ";

  private final Jdbi jdbi;
  private final IntConsumer livesAs;

  /**
   * The nodes of a database.
   *
   * @param livesAs takes the lock that says that a node lives
   */
  JdbcNodes(Jdbi jdbi, IntConsumer livesAs) {
    this.jdbi = jdbi;
    this.livesAs = livesAs;
  }

  @Override
  public Entered enter(String address, String version, int protocol) {
    Instant asked = Instant.now();
    return jdbi.inTransaction(handle -> {
      handle.execute("SELECT pg_advisory_xact_lock(" + ENTERING + ")");
      Duration ahead = ahead(handle, asked);
      handle.execute("DELETE FROM node WHERE address = ?", address);
      handle.execute("DELETE FROM node WHERE seen_at < now() - interval '1 day' AND NOT " + LIVING);
      List<Node> others =
          handle
              .createQuery(
                  ALL
                      + "WHERE "
                      + LIVING
                      + " OR seen_at > now() - interval '"
                      + LATELY
                      + "' ORDER BY number")
              .map(JdbcNodes::node)
              .list();
      boolean admitted = others.stream().anyMatch(other -> other.state().admits());
      int number =
          handle
              .createQuery(
                  "INSERT INTO node (address, version, protocol, state)"
                      + " VALUES (:address, :version, :protocol, :state) RETURNING number")
              .bind("address", address)
              .bind("version", version)
              .bind("protocol", protocol)
              .bind("state", (admitted ? Node.State.JOINING : Node.State.FORMING).name())
              .mapTo(Integer.class)
              .one();
      livesAs.accept(number);
      return new Entered(number, others, ahead);
    });
  }

  /** The moment of asking and that of hearing lie around the one that the database says. */
  private static Duration ahead(Handle handle, Instant asked) {
    Instant theirs =
        handle
            .createQuery("SELECT clock_timestamp() AS at")
            .map((row, context) -> Columns.instant(row, "at"))
            .one();
    Instant heard = Instant.now();
    if (theirs.isBefore(asked)) {
      return Duration.between(theirs, asked);
    }
    return theirs.isAfter(heard) ? Duration.between(theirs, heard) : Duration.ZERO;
  }

  @Override
  public boolean seen(int number, Condition condition) {
    return jdbi.withHandle(handle -> {
      Optional<String> address =
          handle
              .createQuery(
                  """
                  UPDATE node SET state = :state, seen_at = now(), conversations = :conversations,
                    members = :members, unreachable = :unreachable
                  WHERE number = :number RETURNING address
                  """)
              .bind("number", number)
              .bind("state", condition.state().name())
              .bind("conversations", condition.conversations())
              .bindArray("members", String.class, condition.members())
              .bindArray("unreachable", String.class, condition.unreachable())
              .mapTo(String.class)
              .findOne();
      return address.isPresent() && isShutOut(handle, address.get());
    });
  }

  private static boolean isShutOut(Handle handle, String address) {
    return handle
        .createQuery("SELECT " + SHUT_OUT)
        .bind("address", address)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void left(int number) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM node WHERE number = ?", number));
  }

  @Override
  public List<Node> all() {
    return jdbi.withHandle(
        handle -> handle.createQuery(ALL + "ORDER BY number").map(JdbcNodes::node).list());
  }

  @Override
  public boolean lease(String name, String address, Duration time) {
    return jdbi.inTransaction(handle -> {
      Optional<Integer> node = numberOf(handle, address);
      if (node.isEmpty() || isShutOut(handle, address)) {
        return false;
      }
      int taken =
          handle
              .createUpdate(
                  "INSERT INTO node_lease AS held (name, node, until)"
                      + " VALUES (:name, :node, now() + :millis * interval '1 millisecond')"
                      + " ON CONFLICT (name) DO UPDATE"
                      + " SET node = excluded.node, until = excluded.until"
                      + " WHERE held.node = excluded.node OR held.until < now() OR NOT EXISTS"
                      + " (SELECT 1 FROM node WHERE node.number = held.node AND "
                      + LIVING
                      + ")")
              .bind("name", name)
              .bind("node", node.get())
              .bind("millis", time.toMillis())
              .execute();
      return taken == 1;
    });
  }

  @Override
  public void release(String name, String address) {
    jdbi.useHandle(handle ->
        handle.execute(
            "DELETE FROM node_lease WHERE name = ? AND node IN"
                + " (SELECT number FROM node WHERE address = ?)",
            name,
            address));
  }

  private static Optional<Integer> numberOf(Handle handle, String address) {
    return handle
        .createQuery("SELECT number FROM node WHERE address = :address")
        .bind("address", address)
        .mapTo(Integer.class)
        .findOne();
  }

  private static Node node(ResultSet row, StatementContext context) throws SQLException {
    return new Node(
        row.getInt("number"),
        row.getString("address"),
        row.getString("version"),
        row.getInt("protocol"),
        Node.State.valueOf(row.getString("state")),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "seen_at"),
        row.getBoolean("living"),
        row.getInt("conversations"),
        addresses(row.getArray("members")),
        addresses(row.getArray("unreachable")));
  }

  private static List<String> addresses(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
