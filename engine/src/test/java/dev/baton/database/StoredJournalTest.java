package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.TestDatabase;
import dev.baton.verify.CheckReport;
import dev.baton.verify.JournalChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The journal of an earlier release, in a real database: every byte comes back, and is faultless.
 */
class StoredJournalTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void theGoldenJournalComesBackByteForByteAndVerifies() throws Exception {
    List<String> golden = Files.readAllLines(Path.of("src/test/resources/journals/events-1.csv"));
    store(golden);
    List<String> found = new ArrayList<>();
    JournalChecker checker = new JournalChecker();

    DATABASE
        .database()
        .journal()
        .forEach(
            0,
            event -> {
              found.add(line(event));
              checker.next(event.persistenceId(), event.sequenceNumber(), event.payload());
            });

    assertThat(found).containsExactlyInAnyOrderElementsOf(golden);
    CheckReport report = checker.report();
    assertThat(report.violations()).isEmpty();
    assertThat(report.conversations()).isEqualTo(40);
  }

  private static void store(List<String> golden) throws SQLException, IOException {
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,"
                    + " event_ser_manifest, event_payload) VALUES (?, ?, 'test', ?, ?, ?)")) {
      for (String line : golden) {
        String[] row = line.split(",", -1);
        insert.setString(1, "conversation|" + row[0]);
        insert.setLong(2, Long.parseLong(row[1]));
        insert.setInt(3, Integer.parseInt(row[2]));
        insert.setString(4, row[3]);
        insert.setBytes(5, Base64.getDecoder().decode(row[4]));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static String line(StoredEvent event) {
    return String.join(
        ",",
        event.persistenceId().replace("conversation|", ""),
        String.valueOf(event.sequenceNumber()),
        String.valueOf(event.serializer()),
        event.manifest(),
        Base64.getEncoder().encodeToString(event.payload()));
  }
}
