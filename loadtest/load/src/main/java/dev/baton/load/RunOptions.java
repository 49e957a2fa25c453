package dev.baton.load;

import dev.baton.load.failure.LoadFailed;
import dev.baton.load.plan.Plan;
import dev.baton.load.plan.Scenario;
import dev.baton.load.sockets.Line;
import dev.baton.load.sockets.OperatorLine;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a run is to do, as it is written on the command line. */
final class RunOptions {
  private static final int TALKS_MAX = 1_000_000;
  private static final int HOUR = 3_600;
  private static final int LETTERS_MIN = 40;
  private static final int LETTERS_MAX = 8_000;
  private static final List<String> VIEWS = List.of("waiting", "mine", "agent", "team", "closed");

  /** Where the stand-in listens is known when it does. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @Mixin private ServerChoice server = new ServerChoice();

  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "NAME",
      description =
          "One of steady, closed, idle, storm, burst, take-over, slow; or ceiling, which asks what"
              + " the tool itself can do.")
  private String scenario = "";

  @Option(
      names = "--conversations",
      paramLabel = "N",
      defaultValue = "100",
      description = "Customers, each with a conversation and a socket (default: ${DEFAULT-VALUE}).")
  private int conversations;

  @Option(
      names = "--operators",
      paramLabel = "M",
      defaultValue = "5",
      description = "Sockets of operators (default: ${DEFAULT-VALUE}).")
  private int operators;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "steady and slow: messages a second, both directions together; idle and storm:"
              + " beside; burst and take-over: customers a second, instead of all within one.")
  private @Nullable Double rate;

  @Option(
      names = "--slow",
      paramLabel = "N",
      description = "slow: customers who stop reading (default: half of them).")
  private @Nullable Integer slow;

  @Option(
      names = "--in-flight",
      paramLabel = "K",
      defaultValue = "200",
      description = "closed: messages under way at the same time (default: ${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "How long is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "5",
      description = "Before it, not measured (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--drain",
      paramLabel = "S",
      defaultValue = "15",
      description = "After it, for what is still under way (default: at most ${DEFAULT-VALUE}).")
  private int drain;

  @Option(
      names = "--arrivals",
      paramLabel = "HOW",
      defaultValue = "poisson",
      description =
          "When messages are due: poisson (random distances) or even (default: ${DEFAULT-VALUE}).")
  private String arrivals = "poisson";

  @Option(
      names = "--text",
      paramLabel = "N",
      defaultValue = "120",
      description = "Characters in a message (default: ${DEFAULT-VALUE}).")
  private int letters;

  @Option(
      names = "--watch",
      paramLabel = "VIEWS",
      description =
          "The lists that each operator looks at, as waiting,mine (default: that for one operator;"
              + " waiting for several, who share the key's account and so what is \"mine\").")
  private @Nullable String watch;

  @Option(
      names = "--read-back",
      paramLabel = "all|N|none",
      defaultValue = "all",
      description = "Conversations compared with what is stored (default: ${DEFAULT-VALUE}).")
  private String readBack = "all";

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the tool's sockets (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--seed", paramLabel = "S", description = "Default: another one each time.")
  private @Nullable Long seed;

  /** The plan, where everything fits together. */
  Plan plan() {
    Scenario kind = oneOf("--scenario", scenario);
    within("--conversations", conversations, 1, TALKS_MAX);
    within("--operators", operators, 1, TALKS_MAX);
    within("--in-flight", inFlight, 1, TALKS_MAX);
    within("--seconds", seconds, 1, 24 * HOUR);
    within("--warm-up", warmUp, 0, HOUR);
    within("--drain", drain, 0, HOUR);
    within("--threads", threads, 1, 64);
    within("--text", letters, LETTERS_MIN, LETTERS_MAX);
    if ((kind == Scenario.STEADY || kind == Scenario.SLOW) && rate == null) {
      throw LoadFailed.usage("--scenario " + kind.word() + " needs --rate, the messages a second");
    }
    if (rate != null && !(rate > 0 && rate <= TALKS_MAX)) {
      throw LoadFailed.usage("--rate is more than 0 and at most " + TALKS_MAX);
    }
    everybodyFits(kind);
    boolean even = even();
    int compared = readBack();
    List<String> views = views();
    int stop = kind == Scenario.SLOW ? slow() : 0;
    return new Plan(
        kind == Scenario.CEILING ? NOWHERE : server.url(),
        kind == Scenario.CEILING ? "-" : server.key(),
        server.workspace(),
        kind,
        conversations,
        operators,
        rate == null ? 0 : rate,
        inFlight,
        seconds,
        warmUp,
        drain,
        seed == null ? System.nanoTime() & 0xffff_ffffL : seed,
        even,
        letters,
        threads,
        compared,
        views,
        stop,
        kind == Scenario.CEILING ? List.of() : server.others());
  }

  private void everybodyFits(Scenario kind) {
    boolean closed = kind == Scenario.CLOSED || kind == Scenario.CEILING;
    boolean allFollowed =
        closed || kind == Scenario.STEADY || kind == Scenario.SLOW || kind.beginsWithTheAgent();
    long followed = (long) operators * OperatorLine.FOLLOWED_MAX;
    if (allFollowed && conversations > followed) {
      throw LoadFailed.usage(
          "--conversations "
              + conversations
              + " needs --operators "
              + (conversations + OperatorLine.FOLLOWED_MAX - 1) / OperatorLine.FOLLOWED_MAX
              + ": one socket follows at most "
              + OperatorLine.FOLLOWED_MAX);
    }
    if (kind == Scenario.BURST && !views().contains("waiting")) {
      throw LoadFailed.usage("--scenario burst needs operators who --watch waiting");
    }
    int senders = Math.min(operators, conversations);
    if (closed && inFlight > 2L * senders * Line.WAITING_MAX) {
      throw LoadFailed.usage(
          "--in-flight "
              + inFlight
              + " is too much for "
              + senders
              + " operators: half of it are replies, and at most "
              + Line.WAITING_MAX
              + " may wait on one socket");
    }
  }

  private int slow() {
    within("--conversations", conversations, 2, TALKS_MAX);
    return within("--slow", slow == null ? conversations / 2 : slow, 1, conversations - 1);
  }

  private boolean even() {
    return switch (arrivals) {
      case "even" -> true;
      case "poisson" -> false;
      default -> throw LoadFailed.usage("--arrivals is poisson or even");
    };
  }

  private int readBack() {
    return switch (readBack) {
      case "all" -> Plan.EVERYTHING;
      case "none" -> 0;
      default -> {
        try {
          yield within("--read-back", Integer.parseInt(readBack), 1, TALKS_MAX);
        } catch (NumberFormatException e) {
          throw LoadFailed.usage("--read-back is all, none or a number of conversations");
        }
      }
    };
  }

  private List<String> views() {
    if (watch == null) {
      return operators == 1 ? List.of("waiting", "mine") : List.of("waiting");
    }
    List<String> views = List.of(watch.split(",", -1));
    if (!VIEWS.containsAll(views)) {
      throw LoadFailed.usage("--watch is some of " + String.join(",", VIEWS));
    }
    return views;
  }

  private static Scenario oneOf(String option, String word) {
    for (Scenario one : Scenario.values()) {
      if (one.word().equals(word.toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    throw LoadFailed.usage(
        option
            + " is one of steady, closed, idle, storm, burst, take-over, slow, ceiling, not '"
            + word
            + "'");
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw LoadFailed.usage(option + " is from " + least + " to " + most + ", not " + value);
    }
    return value;
  }
}
