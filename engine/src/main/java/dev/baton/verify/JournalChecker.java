package dev.baton.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.baton.verify.CheckReport.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a journal: give it every record, ordered by persistence id and then by sequence number,
 * then ask for the report. Holds one conversation at a time, so that it runs over any number. Not
 * for many threads.
 */
public final class JournalChecker {
  private static final String PREFIX = "conversation|";

  private final ObjectReader reader = new CBORMapper().reader();
  private final Tally tally = new Tally();
  private @Nullable CheckedConversation current;

  /** The next record; {@code payload} is the event as it is stored. */
  public void next(String persistenceId, long sequenceNumber, byte[] payload) {
    if (current == null || !current.persistenceId().equals(persistenceId)) {
      end();
      current = new CheckedConversation(persistenceId, name(persistenceId), tally);
      tally.conversations++;
    }
    tally.events++;
    current.next(sequenceNumber, event(payload));
  }

  /** What was found in the records so far. The check is over with it. */
  public CheckReport report() {
    end();
    return tally.report();
  }

  private void end() {
    if (current != null) {
      current.end();
      current = null;
    }
  }

  private @Nullable JsonNode event(byte[] payload) {
    try {
      JsonNode tree = reader.readTree(payload);
      return tree != null && tree.isObject() ? tree : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static String name(String persistenceId) {
    return persistenceId.startsWith(PREFIX)
        ? persistenceId.substring(PREFIX.length())
        : persistenceId;
  }

  /** The running figures, over all conversations. */
  static final class Tally {
    long conversations;
    long events;
    long messages;
    long spans;
    long agentMessages;
    long agentMessagesInHumanSpans;
    long pendingRequests;
    private long seqGaps;
    private long doubledKeys;
    private long doubledQuestions;
    private long strayRatings;
    private long generationFaults;
    private long spanFaults;
    private long silences;
    private long unreadable;
    private final List<Violation> violations = new ArrayList<>();

    void broken(Violation violation) {
      switch (violation.rule()) {
        case RECORDS_DENSE, MESSAGES_DENSE -> seqGaps++;
        case AGENT_SILENT -> agentMessagesInHumanSpans++;
        case AGENT_GENERATION, AGENT_ASKED, GENERATION_STEP, ONE_TAKE_OVER -> generationFaults++;
        case SPAN_END, OWNER_REPLIES, LAST_WORDS -> spanFaults++;
        case KEY_ONCE -> doubledKeys++;
        case ASKED_ONCE -> doubledQuestions++;
        case RATES_AN_ANSWER -> strayRatings++;
        case REQUEST_MADE -> silences++;
        case READABLE -> unreadable++;
      }
      if (violations.size() < CheckReport.VIOLATIONS_MAX) {
        violations.add(violation);
      }
    }

    CheckReport report() {
      return new CheckReport(
          conversations,
          events,
          messages,
          spans,
          agentMessages,
          agentMessagesInHumanSpans,
          seqGaps,
          doubledKeys,
          doubledQuestions,
          strayRatings,
          generationFaults,
          spanFaults,
          silences,
          unreadable,
          pendingRequests,
          List.copyOf(violations));
    }
  }
}
