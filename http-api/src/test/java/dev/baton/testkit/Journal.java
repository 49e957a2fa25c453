package dev.baton.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  private static JsonNode tree(byte[] payload) {
    try {
      return CBOR.readTree(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
