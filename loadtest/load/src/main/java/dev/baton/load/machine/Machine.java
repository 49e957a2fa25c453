package dev.baton.load.machine;

import dev.baton.load.machine.Proc.Processor;
import dev.baton.load.machine.Proc.Stat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The machine that the tool runs on, and the server and its database where they run there too. */
public final class Machine {
  private static final double PAGE_MIB = 4.0 / 1024;

  private final Proc proc;
  private final Processes processes;
  private final long self;

  /**
   * Looks at these processes.
   *
   * @param self the tool's own
   */
  public Machine(Proc proc, Processes processes, long self) {
    this.proc = proc;
    this.processes = processes;
    this.self = self;
  }

  public Processes processes() {
    return processes;
  }

  /** What has been used until now. */
  public Sample sample() {
    Long pid = processes.server();
    Stat server = pid == null ? null : proc.stat(pid);
    Processor processor = proc.processor();
    return new Sample(
        own(server),
        tree(processes.database()),
        own(proc.stat(self)),
        server == null ? Double.NaN : server.residentPages() * PAGE_MIB,
        processor == null ? Double.NaN : processor.all() - processor.idle() - processor.stolen(),
        processor == null ? Double.NaN : processor.stolen(),
        processor == null ? Double.NaN : processor.all());
  }

  private static double own(@Nullable Stat stat) {
    return stat == null ? Double.NaN : Stat.seconds(stat.ownTicks());
  }

  /** What a child used is counted on by its parent when it ends. */
  private double tree(@Nullable Long pid) {
    Stat first = pid == null ? null : proc.stat(pid);
    if (pid == null || first == null) {
      return Double.NaN;
    }
    long ticks = first.ownTicks() + first.endedChildrenTicks();
    for (long child : proc.descendants(pid)) {
      Stat stat = proc.stat(child);
      ticks += stat == null ? 0 : stat.ownTicks();
    }
    return Stat.seconds(ticks);
  }

  /** The server's memory with its share of what it has in common with others, in KiB. */
  public OptionalLong serverProportionalKib() {
    Long pid = processes.server();
    return pid == null ? OptionalLong.empty() : proc.proportionalKib(pid);
  }

  /** How many files and sockets this process may have open. */
  public OptionalLong openFilesMax() {
    return proc.openFilesMax("self");
  }

  /** The same of the server. */
  public OptionalLong serverOpenFilesMax() {
    Long pid = processes.server();
    return pid == null ? OptionalLong.empty() : proc.openFilesMax(String.valueOf(pid));
  }
}
