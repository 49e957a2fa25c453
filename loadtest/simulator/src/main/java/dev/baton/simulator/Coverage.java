package dev.baton.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which pairs of owner and command, and of owner and fault, a campaign has seen. Pairs that cannot
 * be are named here with their reason; all others must have been.
 */
final class Coverage {
  private static final String NOTHING_STORED = "nothing is stored before a conversation begins";
  private static final String NOBODY_ASKED = "nobody was asked before a conversation begins";

  private static final Map<Fault, String> NEVER_BEFORE_IT_BEGINS =
      new EnumMap<>(
          Map.of(
              Fault.COMMIT_FENCED, "an empty journal refuses no number",
              Fault.CRASH_AFTER_COMMIT, "the commit has begun it",
              Fault.CRASH_AFTER_REPLY, "the write before the reply has begun it",
              Fault.SNAPSHOT_LOST, NOTHING_STORED,
              Fault.ROW_LOST, NOTHING_STORED,
              Fault.AGENT_LATE, NOBODY_ASKED,
              Fault.AGENT_TWICE, NOBODY_ASKED,
              Fault.AGENT_SILENT, NOBODY_ASKED,
              Fault.UPDATE_DROPPED, NOTHING_STORED,
              Fault.STALE_VIEW, "no view is older than nothing"));

  private final List<String> missed = new ArrayList<>();
  private int reachable;

  Coverage(Tally tally) {
    for (Owner owner : Owner.values()) {
      for (Command command : Command.values()) {
        // An outcome for what has not begun ends before the rules.
        if (owner != Owner.NOT_BEGUN || command != Command.COMPLETE_ANSWER) {
          pair(owner + " × " + command, tally.commands().times(owner, command));
        }
      }
      for (Fault fault : Fault.values()) {
        if (owner != Owner.NOT_BEGUN || !NEVER_BEFORE_IT_BEGINS.containsKey(fault)) {
          pair(owner + " × " + fault, tally.faults().times(owner, fault));
        }
      }
    }
  }

  /** 0 to 1. */
  double share() {
    return 1.0 - (double) missed.size() / reachable;
  }

  int reachable() {
    return reachable;
  }

  List<String> missed() {
    return List.copyOf(missed);
  }

  private void pair(String name, long times) {
    reachable++;
    if (times == 0) {
      missed.add(name);
    }
  }
}
