package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.StoredEvent;
import dev.baton.database.upkeep.Backup;
import dev.baton.database.upkeep.Restore;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Rounds;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Sql;
import dev.baton.verify.JournalChecker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is taken while customers write, and what it is restored to. */
class BackupUnderLoadIntegrationTest {
  private static final int WRITERS = 6;
  private static final int LINES = 6;
  private static final int AFTER = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The journal is copied first: rows of another moment would be ahead of it. */
  private static final String ROWS_AHEAD =
      "SELECT count(*) FROM inbox_entry e WHERE rev > (SELECT max(sequence_number)"
          + " FROM event_journal WHERE persistence_id = 'conversation|' || e.conversation)";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @TempDir Path folder;

  /** Lines that are acknowledged before the backup begins. */
  private final Rounds rounds = Rounds.of("backup", 150);

  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private volatile boolean enough;

  @Test
  void everyConversationIsAsItWasAtThatMoment() {
    DatabaseSettings copy = SERVER.database().empty();
    List<String> before;
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<CompletableFuture<Void>> writing =
          IntStream.range(0, WRITERS)
              .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer), writers))
              .toList();
      await()
          .atMost(PATIENCE)
          .until(() ->
              acknowledged.size() >= rounds.count() || writing.stream().anyMatch(w -> w.isDone()));
      before = List.copyOf(acknowledged);
      Backup.take(SERVER.database().settings(), folder.resolve("baton.zip"), "test");
      int then = acknowledged.size();
      await().atMost(PATIENCE).until(() -> acknowledged.size() >= then + AFTER);
      enough = true;
      writing.forEach(CompletableFuture::join);
    }
    try (Restore restore = Restore.open(folder.resolve("baton.zip"))) {
      restore.into(copy);
    }

    Map<String, List<StoredEvent>> original = journal(SERVER.database().database());
    try (Database restored = Database.open(copy)) {
      Map<String, List<StoredEvent>> copied = journal(restored);
      copied.forEach((conversation, events) ->
          assertThat(hash(events))
              .as(conversation)
              .isEqualTo(
                  hash(original.getOrDefault(conversation, List.of()).subList(0, events.size()))));
      String said = texts(copied);
      assertThat(before).hasSizeGreaterThanOrEqualTo(rounds.count()).allMatch(said::contains);
      assertThat(size(copied)).isLessThan(size(original));
      assertThat(violations(copied)).isEmpty();
      assertThat(new Sql(copy).value(ROWS_AHEAD)).isEqualTo("0");
      rounds.report(
          "a backup under load restores each conversation as it was",
          copied.size(),
          0,
          size(copied) + " of " + size(original) + " events were in it");
    }
  }

  private void write(int writer) {
    Customer customer = SERVER.customer();
    for (int n = 1; !enough; n++) {
      String text = "line %d of %d.".formatted(n, writer);
      customer.says(text);
      acknowledged.add(text);
      if (n % LINES == 0) {
        customer.asksForPerson();
        customer = SERVER.customer();
      }
    }
  }

  private static Map<String, List<StoredEvent>> journal(Database database) {
    Map<String, List<StoredEvent>> conversations = new TreeMap<>();
    database
        .journal()
        .forEach(
            0,
            event ->
                conversations
                    .computeIfAbsent(event.persistenceId(), id -> new ArrayList<>())
                    .add(event));
    return conversations;
  }

  private static String hash(List<StoredEvent> events) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (StoredEvent event : events) {
        String head =
            event.ordering()
                + "|"
                + event.sequenceNumber()
                + "|"
                + event.serializer()
                + "|"
                + event.payload().length
                + "|";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(event.payload());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String texts(Map<String, List<StoredEvent>> conversations) {
    StringBuilder all = new StringBuilder();
    conversations
        .values()
        .forEach(events ->
            events.forEach(event ->
                all.append(new String(event.payload(), StandardCharsets.UTF_8)).append('\n')));
    return all.toString();
  }

  private static long size(Map<String, List<StoredEvent>> conversations) {
    return conversations.values().stream().mapToLong(List::size).sum();
  }

  private static List<?> violations(Map<String, List<StoredEvent>> conversations) {
    JournalChecker checker = new JournalChecker();
    conversations
        .values()
        .forEach(events ->
            events.forEach(event ->
                checker.next(event.persistenceId(), event.sequenceNumber(), event.payload())));
    return checker.report().violations();
  }
}
