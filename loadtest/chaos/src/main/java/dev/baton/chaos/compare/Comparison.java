package dev.baton.chaos.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Ledger;
import dev.baton.chaos.world.Sent;
import dev.baton.chaos.world.Talk;
import dev.baton.database.JournalReader;
import dev.baton.verify.CheckReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Compares what stands with what was acknowledged, conversation by conversation. */
public final class Comparison {
  private static final int AT_ONCE = 24;

  private final Ledger ledger;
  private final Findings findings = new Findings();
  private final Map<String, List<Line>> shown = new ConcurrentHashMap<>();
  private final Map<String, String> tookOver = new ConcurrentHashMap<>();
  private final LongAdder messages = new LongAdder();
  private final LongAdder agentMessages = new LongAdder();
  private final LongAdder humanSpans = new LongAdder();

  public Comparison(Ledger ledger) {
    this.ledger = ledger;
    for (Ledger.Broken one : ledger.broken()) {
      findings.add(
          Finding.Kind.SEEN_BY_CALLER,
          one.conversation(),
          one.key(),
          one.kind() + ": " + one.sentence());
    }
  }

  public Findings findings() {
    return findings;
  }

  /** Messages that stand. */
  public long messages() {
    return messages.sum();
  }

  public long agentMessages() {
    return agentMessages.sum();
  }

  public long humanSpans() {
    return humanSpans.sum();
  }

  /** Reads every conversation as its customer and as an operator, and the lists of the inbox. */
  public void byApi(Api api, String operatorKey) throws InterruptedException {
    Reading reading = new Reading(api, operatorKey);
    Map<String, String> owners = new ConcurrentHashMap<>();
    Semaphore places = new Semaphore(AT_ONCE);
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Talk talk : ledger.talks()) {
        readers.execute(() -> {
          places.acquireUninterruptibly();
          try {
            owners.put(talk.conversation(), read(reading, talk));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            findings.add(
                Finding.Kind.UNREADABLE, talk.conversation(), "", String.valueOf(e.getMessage()));
          } finally {
            places.release();
          }
        });
      }
    }
    inbox(reading, owners);
  }

  /** Reads the journal's rows. */
  public CheckReport bySql(JournalReader journal) {
    Map<String, Talk> talks = new HashMap<>();
    ledger.talks().forEach(talk -> talks.put(talk.conversation(), talk));
    CheckReport report =
        JournalLines.read(
            journal,
            (conversation, rows) -> {
              Talk talk = talks.remove(conversation);
              if (talk == null) {
                findings.add(Finding.Kind.STRANGE, conversation, "", "nobody began it");
              } else {
                stands(talk, rows);
              }
            });
    talks.values().forEach(talk -> stands(talk, List.of()));
    report
        .violations()
        .forEach(one ->
            findings.add(
                Finding.Kind.JOURNAL_RULE,
                one.conversation(),
                "",
                one.rule() + " at " + one.sequenceNumber() + ": " + one.sentence()));
    return report;
  }

  private String read(Reading reading, Talk talk) throws InterruptedException {
    List<JsonNode> timeline = reading.operators(talk.conversation());
    List<Line> team = new ArrayList<>();
    Ownerships ownerships = new Ownerships(talk.conversation(), findings);
    for (JsonNode entry : timeline) {
      ownerships.next(entry);
      if (entry.path("kind").asText().equals("message")) {
        team.add(line(entry.path("message")));
      }
    }
    List<Line> customer = reading.customers(talk).stream().map(Comparison::line).toList();
    if (!customer.equals(team)) {
      findings.add(
          Finding.Kind.VIEWS_DIFFER,
          talk.conversation(),
          "",
          "the customer sees " + customer.size() + " messages, the team " + team.size());
    }
    if (ownerships.unanswered() > 0) {
      findings.add(
          Finding.Kind.SILENT,
          talk.conversation(),
          "",
          "message " + ownerships.unanswered() + " came to no end");
    }
    takeOvers(talk, ownerships);
    shown.put(talk.conversation(), customer);
    agentMessages.add(ownerships.agentMessages());
    humanSpans.add(ownerships.humanSpans());
    return timeline.isEmpty() ? "unbegun" : ownerships.owner();
  }

  private void takeOvers(Talk talk, Ownerships ownerships) {
    ownerships
        .takeOvers()
        .forEach((generation, operator) ->
            tookOver.put(talk.conversation() + "#" + generation, operator));
  }

  /** Each take-over that somebody was told of stands, and each operator is always the same one. */
  private void winners() {
    Map<String, String> ids = new HashMap<>();
    ledger
        .winners()
        .forEach((generation, number) -> {
          String stands = tookOver.getOrDefault(generation, "nobody");
          String before = ids.putIfAbsent(number, stands);
          if (stands.equals("nobody") || (before != null && !before.equals(stands))) {
            findings.add(
                Finding.Kind.TAKE_OVER,
                generation,
                "",
                "operator " + number + " was told that he took over; " + stands + " did");
          }
        });
  }

  private void inbox(Reading reading, Map<String, String> owners) throws InterruptedException {
    winners();
    Map<String, String> listed = new HashMap<>();
    for (String view : List.of("waiting", "team", "agent", "closed")) {
      for (JsonNode entry : reading.list(view)) {
        listed.put(entry.path("conversation").asText(), entry.path("owner").asText());
      }
    }
    owners.forEach((conversation, owner) -> {
      String inList = listed.getOrDefault(conversation, "unbegun");
      if (!inList.equals(owner)) {
        findings.add(
            Finding.Kind.NOT_IN_INBOX,
            conversation,
            "",
            "its owner is " + owner + ", the lists say " + inList);
      }
    });
  }

  /** Compares one conversation's rows with what its callers were told. */
  void stands(Talk talk, List<JournalLines.Row> rows) {
    String conversation = talk.conversation();
    List<Line> lines = rows.stream().map(JournalLines.Row::line).toList();
    messages.add(lines.size());
    List<Line> seen = shown.get(conversation);
    if (seen != null && !seen.equals(lines)) {
      findings.add(
          Finding.Kind.VIEWS_DIFFER,
          conversation,
          "",
          "the API shows " + seen.size() + " messages, the journal has " + lines.size());
    }
    Map<String, Line> byKey = new HashMap<>();
    Set<String> texts = new HashSet<>();
    long next = 1;
    for (JournalLines.Row row : rows) {
      Line line = row.line();
      if (line.seq() != next++) {
        findings.add(Finding.Kind.GAP, conversation, row.key(), "message " + line.seq());
      }
      boolean doubled = !row.key().isEmpty() && byKey.put(row.key(), line) != null;
      if (doubled || (!line.author().equals("agent") && !texts.add(line.text()))) {
        findings.add(Finding.Kind.DOUBLED, conversation, row.key(), "again at " + line.seq());
      }
    }
    Set<String> known = new HashSet<>();
    for (Sent sent : talk.sent()) {
      known.add(sent.key());
      compare(conversation, sent, byKey);
    }
    byKey.forEach((key, line) -> {
      if (!known.contains(key)) {
        findings.add(Finding.Kind.STRANGE, conversation, key, "nobody sent message " + line.seq());
      }
    });
  }

  private void compare(String conversation, Sent sent, Map<String, Line> byKey) {
    Line line = byKey.get(sent.key());
    boolean acknowledged = sent.outcome() == Sent.Outcome.ACKNOWLEDGED;
    if (line == null) {
      if (acknowledged) {
        findings.add(
            Finding.Kind.LOST,
            conversation,
            sent.key(),
            "acknowledged at " + sent.seq() + ", stands nowhere");
      }
      return;
    }
    if (sent.outcome() == Sent.Outcome.REFUSED) {
      findings.add(Finding.Kind.REFUSED_BUT_STANDS, conversation, sent.key(), "at " + line.seq());
    }
    if (acknowledged && (line.seq() != sent.seq() || !line.text().equals(sent.text()))) {
      findings.add(
          Finding.Kind.FALSE_ACKNOWLEDGEMENT,
          conversation,
          sent.key(),
          "acknowledged at " + sent.seq() + ", stands at " + line.seq() + ": " + line.text());
    }
    if (line.seq() <= sent.after()) {
      findings.add(
          Finding.Kind.REORDERED,
          conversation,
          sent.key(),
          "sent after " + sent.after() + " was acknowledged, stands at " + line.seq());
    }
  }

  private static Line line(JsonNode message) {
    return new Line(
        message.path("seq").asLong(),
        message.path("author").path("kind").asText(),
        message.path("text").asText());
  }
}
