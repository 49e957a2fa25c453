package dev.baton.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.measure.Figures;
import dev.baton.load.measure.Second;
import dev.baton.load.measure.Window;
import dev.baton.load.plan.Plan;
import dev.baton.load.plan.Scenario;
import dev.baton.load.record.Book;
import dev.baton.load.record.Findings.Kind;
import dev.baton.load.scenario.Outcome;
import dev.baton.load.sockets.Returns;
import dev.baton.load.wire.Problem;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/** What a run has shown, as JSON. A figure that does not apply, or is not known, is null. */
public final class Result {
  /** Above this the tool, not the server, makes the latency. */
  static final double LATE_MILLIS_MAX = 10;

  private final Plan plan;
  private final Outcome outcome;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final List<String> failures = new ArrayList<>();

  private Result(Outcome outcome) {
    this.plan = outcome.plan();
    this.outcome = outcome;
  }

  /** All figures of a run, and whether every objective was met. */
  public static Result of(Outcome outcome, List<Objective> objectives) {
    Result result = new Result(outcome);
    result.options();
    result.counts();
    result.times();
    result.costs();
    result.judgement(objectives);
    result.series();
    return result;
  }

  private void options() {
    json.put("scenario", plan.scenario().word());
    json.put("url", plan.url().toString());
    json.putObject("options")
        .put("conversations", plan.conversations())
        .put("operators", plan.operators())
        .put("rate", plan.rate() > 0 ? plan.rate() : null)
        .put("slow", plan.scenario() == Scenario.SLOW ? plan.slow() : null)
        .put("in_flight", plan.scenario() == Scenario.CLOSED ? plan.inFlight() : null)
        .put("seconds", plan.seconds())
        .put("warm_up", plan.warmUpSeconds())
        .put("drain", plan.drainSeconds())
        .put("seed", plan.seed())
        .put("arrivals", plan.even() ? "even" : "poisson")
        .put("text", plan.letters())
        .put("threads", plan.threads())
        .put("watch", String.join(",", plan.views()));
    json.putObject("machine")
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("java", System.getProperty("java.vm.version"))
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("server_pid", outcome.machine().processes().server())
        .put("database_pid", outcome.machine().processes().database());
  }

  private void counts() {
    Book book = outcome.book();
    json.put("sent", book.sent());
    json.put("acked", book.acked());
    json.put("delivered", book.delivered());
    json.put("stored", plan.readBack() == 0 ? null : outcome.readBack().stored());
    for (Kind kind : Kind.values()) {
      json.put(kind.word(), book.findings().count(kind));
    }
    json.put("refused", book.refused());
    json.put("unknown", outcome.readBack().unknown());
    json.put("sent_again", book.repeated());
    json.put("errors", outcome.traffic().errors());
    json.put("first_error", outcome.traffic().firstError());
    Problem refusal = outcome.traffic().firstRefusal();
    json.put("first_refusal", refusal == null ? null : refusal.toString());
    json.putObject("read_back")
        .put("conversations", outcome.readBack().read())
        .put("of", outcome.readBack().of());
  }

  private void times() {
    Window window = outcome.window();
    json.put("measured_seconds", Figures.number(window == null ? Double.NaN : window.seconds()));
    json.put(
        "delivered_per_s",
        Figures.number(window == null ? Double.NaN : window.deliveredPerSecond()));
    json.put(
        "frames_per_s",
        Figures.number(window == null ? Double.NaN : window.frames() / window.seconds()));
    json.set("delivery_ms", Figures.millis(outcome.book().deliveryTimes()));
    json.set("ack_ms", Figures.millis(outcome.book().ackTimes()));
    json.set("tool_late_ms", Figures.millis(outcome.book().lateness()));
    json.put("tool_limited", toolLimited());
    reconnects();
    json.setAll(outcome.figures());
  }

  private void reconnects() {
    Returns returns = outcome.traffic().returns();
    ObjectNode node = json.putObject("reconnects");
    node.put("total", returns.total())
        .put("most_per_client", returns.mostPerClient())
        .put("restarts", returns.restarts());
    ObjectNode ends = node.putObject("close_codes");
    returns.ends().forEach(ends::put);
    node.put("tries", outcome.traffic().reconnects());
    node.set("pause_ms", Figures.millis(returns.pauses()));
  }

  private @Nullable Boolean toolLimited() {
    Histogram late = outcome.book().lateness().total();
    boolean scheduled = plan.scenario() == Scenario.STEADY || plan.scenario() == Scenario.SLOW;
    if (!scheduled || late.getTotalCount() == 0) {
      return null;
    }
    return late.getValueAtPercentile(99) / Figures.MICROS_IN_MILLI > LATE_MILLIS_MAX;
  }

  private void costs() {
    Window window = outcome.window();
    double none = Double.NaN;
    json.putObject("cpu_s_per_1000")
        .put("server", Figures.number(window == null ? none : window.serverPerThousand()))
        .put("database", Figures.number(window == null ? none : window.databasePerThousand()))
        .put("tool", Figures.number(window == null ? none : window.toolPerThousand()));
    if (!json.has("kib_per_connection")) {
      json.putNull("kib_per_connection");
    }
    json.put("machine_busy", Figures.number(window == null ? none : window.busyShare()));
    json.put("machine_stolen", Figures.number(window == null ? none : window.stolenShare()));
  }

  private void judgement(List<Objective> objectives) {
    Book book = outcome.book();
    for (Kind kind : Kind.values()) {
      if (book.findings().count(kind) > 0) {
        failures.add(book.findings().count(kind) + " " + kind.word());
      }
    }
    if (outcome.readBack().unknown() > 0) {
      failures.add(outcome.readBack().unknown() + " messages ended without an outcome");
    }
    if (book.sent() > 0 && book.delivered() == 0) {
      failures.add("nothing was delivered");
    }
    outcome.missed().forEach(failures::add);
    ArrayNode list = json.putArray("objectives");
    for (Objective objective : objectives) {
      boolean met = objective.metBy(json);
      list.addObject().put("objective", objective.text()).put("met", met);
      if (!met) {
        failures.add(objective.text() + " was not met: " + objective.value(json));
      }
    }
    json.put("ok", failures.isEmpty());
    ArrayNode reasons = json.putArray("failures");
    failures.forEach(reasons::add);
    ArrayNode findings = json.putArray("findings");
    book.findings().kept().forEach(findings::add);
  }

  private void series() {
    ArrayNode all = json.putArray("series");
    for (Second second : outcome.seconds()) {
      all.addObject()
          .put("at", Figures.number(second.at()))
          .put("measured", second.measured())
          .put("sent_per_s", Figures.number(second.sentPerSecond()))
          .put("delivered_per_s", Figures.number(second.deliveredPerSecond()))
          .put("p50_ms", Figures.number(second.p50Millis()))
          .put("p99_ms", Figures.number(second.p99Millis()))
          .put("max_ms", Figures.number(second.maxMillis()))
          .put("slow", plan.scenario() == Scenario.SLOW ? plan.slow() : null)
          .put("in_flight", second.inFlight())
          .put("errors", second.errors())
          .put("sockets", second.ready())
          .put("server_cpu", Figures.number(second.serverCpu()))
          .put("database_cpu", Figures.number(second.databaseCpu()))
          .put("tool_cpu", Figures.number(second.toolCpu()))
          .put("server_mib", Figures.number(second.serverMib()));
    }
    ArrayNode steps = json.putArray("delivery_histogram");
    Histogram times = outcome.book().deliveryTimes().total();
    for (HistogramIterationValue step : times.logarithmicBucketValues(100, 1.25)) {
      if (step.getCountAddedInThisIterationStep() > 0) {
        steps
            .addArray()
            .add(Figures.number(step.getValueIteratedTo() / Figures.MICROS_IN_MILLI))
            .add(step.getCountAddedInThisIterationStep());
      }
    }
  }

  /** The whole, also for {@code --json}. */
  public ObjectNode json() {
    return json;
  }

  /** Why the run failed; empty where it did not. */
  public List<String> failures() {
    return List.copyOf(failures);
  }
}
