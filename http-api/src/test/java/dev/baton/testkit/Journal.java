package dev.baton.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.baton.database.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;

/** What lies in a server's journal, read as plain trees by none of the code that wrote it. */
public final class Journal {
  private static final CBORMapper CBOR = new CBORMapper();
  private static final String PREFIX = "conversation|";

  private Journal() {}

  /** The events of every conversation, in their order, by the conversation's id. */
  public static Map<String, List<JsonNode>> of(RunningServer server) {
    Map<String, List<JsonNode>> conversations = new TreeMap<>();
    server
        .database()
        .database()
        .journal()
        .forEach(
            0,
            event ->
                conversations
                    .computeIfAbsent(
                        event.persistenceId().substring(PREFIX.length()), id -> new ArrayList<>())
                    .add(tree(event.payload())));
    return conversations;
  }

  /**
   * A late write of its present incarnation, where the conversation will append next: that write
   * fails. Somebody must have asked for a person in it.
   */
  public static void plantNextRow(RunningServer server, String conversation) throws SQLException {
    DatabaseSettings database = server.database().settings();
    String sql =
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
          adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
        SELECT persistence_id, last.sequence_number + 1, last.writer, write_timestamp,
          adapter_manifest, event_ser_id, event_ser_manifest, event_payload
        FROM event_journal, (SELECT sequence_number, writer FROM event_journal
          WHERE persistence_id = ? ORDER BY sequence_number DESC LIMIT 1) AS last
        WHERE persistence_id = ? AND encode(event_payload, 'escape')
          LIKE '%person_requested%' LIMIT 1
        """;
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, PREFIX + conversation);
      insert.setString(2, PREFIX + conversation);
      Assertions.assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  private static JsonNode tree(byte[] payload) {
    try {
      return CBOR.readTree(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
