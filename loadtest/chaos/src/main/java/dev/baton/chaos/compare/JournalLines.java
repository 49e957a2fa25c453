package dev.baton.chaos.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.baton.database.JournalReader;
import dev.baton.verify.CheckReport;
import dev.baton.verify.JournalChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the journal's rows by SQL: every conversation's messages, and the checker's report. */
final class JournalLines {
  private static final String PREFIX = "conversation|";

  private final ObjectReader cbor = new CBORMapper().reader();
  private final JournalChecker checker = new JournalChecker();
  private final BiConsumer<String, List<Row>> whole;
  private final List<Row> rows = new ArrayList<>();
  private String current = "";

  /** A message, and its key where it has one. */
  record Row(Line line, String key) {}

  private JournalLines(BiConsumer<String, List<Row>> whole) {
    this.whole = whole;
  }

  /**
   * Reads all.
   *
   * @param whole given each conversation with its messages
   */
  static CheckReport read(JournalReader journal, BiConsumer<String, List<Row>> whole) {
    JournalLines lines = new JournalLines(whole);
    journal.forEach(
        0, event -> lines.next(event.persistenceId(), event.sequenceNumber(), event.payload()));
    lines.end();
    return lines.checker.report();
  }

  private void next(String persistenceId, long sequenceNumber, byte[] payload) {
    if (!persistenceId.equals(current)) {
      end();
      current = persistenceId;
    }
    checker.next(persistenceId, sequenceNumber, payload);
    try {
      JsonNode event = cbor.readTree(payload);
      String author =
          switch (event.path("type").asText()) {
            case "customer_wrote" -> "customer";
            case "agent_spoke" -> "agent";
            case "operator_replied" -> "operator";
            default -> "";
          };
      if (!author.isEmpty()) {
        rows.add(
            new Row(
                new Line(event.path("seq").asLong(), author, event.path("text").asText()),
                event.path("key").asText("")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() {
    if (current.startsWith(PREFIX)) {
      whole.accept(current.substring(PREFIX.length()), List.copyOf(rows));
    }
    rows.clear();
  }
}
