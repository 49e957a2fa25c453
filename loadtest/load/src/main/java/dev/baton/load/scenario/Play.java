package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.failure.LoadFailed;
import dev.baton.load.machine.Machine;
import dev.baton.load.machine.Proc;
import dev.baton.load.machine.Processes;
import dev.baton.load.measure.Counters;
import dev.baton.load.measure.Meter;
import dev.baton.load.measure.Second;
import dev.baton.load.plan.Plan;
import dev.baton.load.record.Book;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Talk;
import dev.baton.load.sockets.Lines;
import dev.baton.load.wire.Api;
import dev.baton.load.wire.FrameWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** One run from its first call to its judgement. */
public final class Play {
  private static final int OTHER_FILES = 100;
  private static final int TOLD_EACH = 1_000;

  private final Plan plan;
  private final Consumer<String> tell;
  private final Consumer<Second> screen;

  /**
   * Prepares a run.
   *
   * @param tell a line for the person who watches
   * @param screen each second of the run
   */
  public Play(Plan plan, Consumer<String> tell, Consumer<Second> screen) {
    this.plan = plan;
    this.tell = tell;
    this.screen = screen;
  }

  /** Plays it. */
  public Outcome run() throws InterruptedException {
    Api api = new Api(plan.nodes(), plan.apiKey());
    String own = api.workspace();
    String workspace = plan.workspace().isEmpty() ? own : plan.workspace();
    Machine machine = machine();
    enoughFiles(machine);
    String run = "r" + Long.toString(System.currentTimeMillis() & 0xfff_ffff_ffffL, 36);
    tell.accept("beginning " + plan.conversations() + " conversations…");
    List<Talk> talks =
        new Setup(plan, api, workspace, run)
            .talks(!plan.scenario().beginsWithTheAgent(), this::progress);
    Book book = new Book(new Keys(run), talks);
    FrameWriter writer = new FrameWriter(book.keys(), plan.letters(), plan.readers());
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    Queue<String> missed = new ConcurrentLinkedQueue<>();
    try (Lines lines = new Lines(plan.nodes(), book, writer, plan.threads())) {
      Crew crew = new Crew(plan, lines, talks);
      Counters before = Counters.parse(api.metrics());
      Meter meter = new Meter(book, lines.traffic(), machine, screen);
      try {
        script().play(new Stage(plan, api, book, lines, crew, meter, machine, missed), figures);
      } finally {
        meter.stop();
      }
      figures.set("server_counters", Counters.parse(api.metrics()).since(before));
      crew.end();
      tell.accept("reading back…");
      ReadBack readBack = ReadBack.of(plan, api, book, writer);
      return new Outcome(
          plan,
          book,
          lines.traffic(),
          meter.window(),
          meter.seconds(),
          readBack,
          machine,
          List.copyOf(missed),
          figures);
    }
  }

  private Script script() {
    return switch (plan.scenario()) {
      case STEADY -> new Steady();
      case CLOSED, CEILING -> new Closed();
      case IDLE -> new Idle();
      case STORM -> new Storm();
      case BURST -> new Burst();
      case SLOW -> new Slow();
      case TAKE_OVER -> new TakeOver();
    };
  }

  private void progress(int count) {
    if (count % TOLD_EACH == 0) {
      tell.accept(count + " conversations have begun");
    }
  }

  private Machine machine() {
    Proc proc = new Proc(Path.of("/proc"));
    long self = ProcessHandle.current().pid();
    if (!plan.onLoopback()) {
      tell.accept(
          "Test only what is yours: this sends load to "
              + plan.url().getHost()
              + ". Its processor and memory cannot be seen from here.");
      return new Machine(proc, new Processes(null, null), self);
    }
    Processes processes = Processes.find(proc, plan.port(), self);
    if (processes.server() == null) {
      tell.accept("The server's process cannot be seen: its processor and memory stay unknown.");
    } else if (processes.database() == null) {
      tell.accept("The database's processes cannot be seen: what they use stays unknown.");
    }
    return new Machine(proc, processes, self);
  }

  private void enoughFiles(Machine machine) {
    long needed = plan.conversations() + plan.operators() + (long) OTHER_FILES;
    refuse(machine.openFilesMax(), needed, "this process");
    refuse(machine.serverOpenFilesMax(), needed, "the server");
  }

  private static void refuse(OptionalLong allowed, long needed, String who) {
    if (allowed.isPresent() && allowed.getAsLong() < needed) {
      throw LoadFailed.misconfigured(
          who
              + " may open "
              + allowed.getAsLong()
              + " files, and this needs "
              + needed
              + ": raise the limit (ulimit -n "
              + needed
              + ") or lower --conversations");
    }
  }
}
