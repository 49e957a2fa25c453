package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The actors' journal in our tables, and what is read from it without them. */
class JournalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE event_journal, event_tag, snapshot");
    }
  }

  /** Remembers every line it was told, and answers when it is stored. */
  private static final class Diary extends EventSourcedBehavior<Diary.Command, String, String> {
    interface Command {}

    record Write(String line, ActorRef<Done> done) implements Command {}

    record Read(ActorRef<String> reader) implements Command {}

    Diary(String name) {
      super(PersistenceId.of("Diary", name));
    }

    @Override
    public String emptyState() {
      return "";
    }

    @Override
    public RetentionCriteria retentionCriteria() {
      return RetentionCriteria.snapshotEvery(4, 1);
    }

    @Override
    public CommandHandler<Command, String, String> commandHandler() {
      return newCommandHandlerBuilder()
          .forAnyState()
          .onCommand(
              Write.class,
              write -> Effect().persist(write.line()).thenRun(() -> write.done().tell(Done.done())))
          .onCommand(
              Read.class,
              (state, read) -> {
                read.reader().tell(state);
                return Effect().none();
              })
          .build();
    }

    @Override
    public EventHandler<String, String> eventHandler() {
      return (state, event) -> state + event;
    }
  }

  private static ActorTestKit actors() {
    Config config =
        DATABASE
            .database()
            .akkaSettings()
            .withFallback(ConfigFactory.parseString("akka.actor.provider = local"))
            .withFallback(ConfigFactory.load());
    return ActorTestKit.create("journal", config);
  }

  private static CompletionStage<Done> write(
      ActorTestKit actors, ActorRef<Diary.Command> diary, String line) {
    return AskPattern.ask(
        diary, replyTo -> new Diary.Write(line, replyTo), PATIENCE, actors.scheduler());
  }

  private static void insert(String persistenceId, long sequenceNumber, boolean deleted)
      throws SQLException {
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO event_journal (persistence_id, sequence_number, deleted, writer,"
                    + " event_ser_id, event_ser_manifest, event_payload)"
                    + " VALUES (?, ?, ?, 'test', 33, 'posted', ?)")) {
      statement.setString(1, persistenceId);
      statement.setLong(2, sequenceNumber);
      statement.setBoolean(3, deleted);
      statement.setBytes(4, new byte[] {(byte) sequenceNumber});
      statement.executeUpdate();
    }
  }

  private static List<StoredEvent> events(long afterOrdering) {
    List<StoredEvent> events = new ArrayList<>();
    DATABASE.database().journal().forEach(afterOrdering, events::add);
    return events;
  }

  private static List<String> names(List<StoredEvent> events) {
    return events.stream().map(e -> e.persistenceId() + "/" + e.sequenceNumber()).toList();
  }

  @Test
  void batchesGoToTheDatabaseAsArrays() {
    assertThat(ConfigFactory.load().getString("jdbc-journal.dao"))
        .isEqualTo(ArrayJournalDao.class.getName());
  }

  @Test
  void actorsStoreAndRecoverThroughOurTables() throws Exception {
    ActorTestKit first = actors();
    try {
      List<CompletableFuture<Done>> writes = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        ActorRef<Diary.Command> diary = first.spawn(new Diary("d" + n));
        for (int line = 1; line <= 6; line++) {
          writes.add(write(first, diary, String.valueOf(line)).toCompletableFuture());
        }
      }
      CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get();
      await().atMost(PATIENCE).until(() -> snapshots() == 50);
    } finally {
      first.shutdownTestKit();
    }

    ActorTestKit second = actors();
    try {
      ActorRef<Diary.Command> diary = second.spawn(new Diary("d7"));
      write(second, diary, "7").toCompletableFuture().get();
      String state =
          AskPattern.<Diary.Command, String>ask(
                  diary, Diary.Read::new, PATIENCE, second.scheduler())
              .toCompletableFuture()
              .get();
      assertThat(state).isEqualTo("1234567");
    } finally {
      second.shutdownTestKit();
    }

    List<StoredEvent> stored = events(0);
    assertThat(stored).hasSize(301);
    assertThat(
            stored.stream()
                .filter(event -> event.persistenceId().equals("Diary|d7"))
                .map(event -> new String(event.payload(), StandardCharsets.UTF_8)))
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
  }

  private static int snapshots() throws SQLException {
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM snapshot")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void everyEventIsShownOnceByConversationInOrder() throws SQLException {
    insert("b", 1, false);
    insert("a", 2, false);
    insert("a", 1, true);
    insert("b", 2, false);

    List<StoredEvent> all = events(0);

    assertThat(names(all)).containsExactly("a/1", "a/2", "b/1", "b/2");
    assertThat(all.get(0).deleted()).isTrue();
    assertThat(all.get(1).deleted()).isFalse();
    assertThat(all.get(1).manifest()).isEqualTo("posted");
    assertThat(all.get(1).serializer()).isEqualTo(33);
    assertThat(all.get(1).payload()).containsExactly(2);
    assertThat(names(events(all.get(2).ordering()))).containsExactly("a/1", "a/2", "b/2");
  }

  @Test
  void moreThanOneFetchIsShownWhole() throws SQLException {
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,"
              + " event_ser_manifest, event_payload)"
              + " SELECT 'c' || n % 10, n / 10 + 1, 'test', 1, '', '' FROM generate_series(0, 2499) n");
    }

    assertThat(names(events(0))).hasSize(2500).doesNotHaveDuplicates();
  }

  @Test
  void headsTellHowFarEachConversationHasCome() throws SQLException {
    insert("a", 1, false);
    insert("b", 1, false);
    JournalReader journal = DATABASE.database().journal();
    long before = journal.heads(0).highest();
    insert("b", 2, false);
    insert("c", 1, false);

    JournalReader.Heads all = journal.heads(0);
    JournalReader.Heads later = journal.heads(before);

    assertThat(all.heads())
        .containsExactly(
            new JournalReader.Head("a", 1, before - 1),
            new JournalReader.Head("b", 2, before + 1),
            new JournalReader.Head("c", 1, before + 2));
    assertThat(later.heads()).isEqualTo(all.heads().subList(1, 3));
    assertThat(later.highest()).isEqualTo(all.highest()).isGreaterThan(before);
    assertThat(journal.heads(all.highest()))
        .isEqualTo(new JournalReader.Heads(List.of(), all.highest()));
  }

  @Test
  void whatTheVisitorThrowsEndsTheReading() throws SQLException {
    insert("a", 1, false);

    assertThatThrownBy(() ->
            DATABASE
                .database()
                .journal()
                .forEach(
                    0,
                    event -> {
                      throw new IllegalStateException("planted");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");
  }
}
