package dev.baton.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.chaos.compare.Comparison;
import dev.baton.chaos.compare.Finding;
import dev.baton.chaos.faults.KillPoint;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Ledger;
import dev.baton.chaos.world.Ledger.Figure;
import dev.baton.chaos.world.Sent;
import dev.baton.verify.CheckReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a run has shown, as text and as JSON. */
final class Report {
  private static final int SHOWN_MAX = 20;

  private final JsonMapper mapper = new JsonMapper();
  private final Options options;
  private final Ledger ledger;
  private final Map<String, Integer> kills = new TreeMap<>();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final Times back = new Times();
  private final ObjectNode figures = mapper.createObjectNode();
  private final ArrayNode findings = mapper.createArrayNode();
  private final long began = System.nanoTime();
  private long fireBegan = began;
  private long wrong;

  Report(Options options, Ledger ledger) {
    this.options = options;
    this.ledger = ledger;
  }

  boolean ok() {
    return wrong == 0 && figures.path("compared").asBoolean();
  }

  int kills(Kill kill) {
    return kills.getOrDefault(kill.toString(), 0);
  }

  /** For the parts of a run that measure something. */
  ObjectNode figures() {
    return figures;
  }

  long figure(String name) {
    return figures.path(name).asLong();
  }

  void seen(Api.Answer answer) {
    statuses.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
    if (!answer.definite()) {
      ledger.count(Figure.UNKNOWN_ANSWERS);
    }
  }

  void killed(Kill.Victim victim, @Nullable KillPoint point) {
    kills.merge(new Kill(victim, point).toString(), 1, Integer::sum);
  }

  void backAfter(long nanos) {
    back.add(nanos);
  }

  void fireBegins() {
    fireBegan = System.nanoTime();
  }

  void fireEnds() {
    figures.put("fireSeconds", seconds(System.nanoTime() - fireBegan));
  }

  /** What the run was to do and has not done: then it shows nothing. */
  void missed(String sentence) {
    wrong++;
    findings.addObject().put("kind", "missed").put("sentence", sentence);
  }

  void quietAfter(long nanos, int open) {
    figures.put("quietSeconds", seconds(nanos)).put("openAfterQuiet", open);
  }

  void checked(CheckReport journal) {
    figures
        .put("journalEvents", journal.events())
        .put("journalViolations", journal.violations().size())
        .put("pendingRequests", journal.pendingRequests());
  }

  void compared(Comparison comparison) {
    figures.put("compared", true);
    figures.put("seed", options.seed());
    figures.put("conversations", ledger.talks().size());
    figures.put("kills", kills.values().stream().mapToInt(Integer::intValue).sum());
    ObjectNode byPoint = figures.putObject("killsBy");
    kills.forEach(byPoint::put);
    figures.put("acknowledged", ledger.figure(Figure.ACKNOWLEDGED));
    figures.put("keys", ledger.keys());
    long unknown =
        ledger.talks().stream()
            .flatMap(talk -> talk.sent().stream())
            .filter(sent -> sent.outcome() == Sent.Outcome.UNKNOWN)
            .count();
    figures.put("stillUnknown", unknown);
    for (Figure figure : Figure.values()) {
      figures.put(camel(figure.name()), ledger.figure(figure));
    }
    figures.put("messages", comparison.messages());
    figures.put("agentMessages", comparison.agentMessages());
    figures.put("humanSpans", comparison.humanSpans());
    figures.put("backMillisP50", back.quantile(0.5));
    figures.put("backMillisP95", back.quantile(0.95));
    figures.put("backMillisMax", back.quantile(1));
    ObjectNode answers = figures.putObject("answers");
    new TreeMap<>(statuses)
        .forEach((status, count) -> answers.put(String.valueOf(status), count.sum()));
    for (Finding.Kind kind : Finding.Kind.values()) {
      long count = comparison.findings().count(kind);
      wrong += count;
      figures.put(camel(kind.name()), count);
    }
    comparison
        .findings()
        .kept()
        .forEach(one ->
            findings
                .addObject()
                .put("kind", one.kind().toString())
                .put("conversation", one.conversation())
                .put("key", one.key())
                .put("sentence", one.sentence()));
    bounds();
    figures.put("seconds", seconds(System.nanoTime() - began));
    figures.put("ok", ok());
  }

  /** None in N trials means less than 3/N, with 95 % confidence. */
  private void bounds() {
    ObjectNode bounds = figures.putObject("below");
    bounds.put("lostDoubledReordered", bound(figure("acknowledged")));
    bounds.put("oneEffectPerKey", bound(figure("keys")));
    bounds.put("agentInHumanSpan", bound(figure("humanSpans")));
    bounds.put("twoWinners", bound(figure("takeOverRaces")));
    bounds.put("silent", bound(figure("conversations")));
    bounds.put("lossPerKill", bound(figure("kills")));
  }

  private static double bound(long trials) {
    return trials == 0 ? 1 : 3.0 / trials;
  }

  String json() {
    ObjectNode all = figures.deepCopy();
    all.set("findings", findings);
    return all.toString();
  }

  /** For people. */
  List<String> text() {
    List<String> lines = new java.util.ArrayList<>();
    figures
        .properties()
        .forEach(figure ->
            lines.add(
                String.format(Locale.ROOT, "%-28s %s", words(figure.getKey()), figure.getValue())));
    for (int i = 0; i < Math.min(SHOWN_MAX, findings.size()); i++) {
      lines.add("- " + findings.get(i));
    }
    lines.add(ok() ? "ok" : "not ok: " + wrong + " findings");
    return lines;
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String camel(String constant) {
    String[] words = constant.toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 1e8) / 10.0;
  }
}
