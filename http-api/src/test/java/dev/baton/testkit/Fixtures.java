package dev.baton.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The examples of the wire protocol, which the server and both clients are tested against. */
public final class Fixtures {
  private static final Path FOLDER = Path.of("protocol", "fixtures");

  private Fixtures() {}

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String name) {
    return Answer.parse(new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The row that the fixtures show waiting. */
  public static InboxEntry waiting(
      ConversationId conversation, WorkspaceId workspace, CustomerId customer, Instant at) {
    return new InboxEntry(
        conversation,
        workspace,
        12,
        InboxEntry.OwnerKind.QUEUE,
        null,
        null,
        2,
        1,
        customer,
        "https://www.acme.example/pricing",
        "Pricing",
        new InboxEntry.LastLine(3, "customer", null, "I was charged twice.", at),
        HandoffReason.LOW_CONFIDENCE,
        at,
        at,
        at,
        at);
  }

  /** The names of all that begin so, without the ending. */
  public static List<String> names(String beginning) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
          .filter(name -> name.startsWith(beginning))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
