package dev.baton.simulator;

/** What can go wrong. Counted when it strikes. */
enum Fault {
  REQUEST_DROPPED,
  REQUEST_DOUBLED,
  REQUEST_DELAYED,
  REPLY_DROPPED,
  REPLY_DELAYED,
  COMMIT_DELAYED,
  COMMIT_FAILED,
  /** Stored, but the writer is told that it failed. */
  COMMIT_UNKNOWN_STORED,
  /** The writer is told that it failed, and afterwards it is stored. */
  COMMIT_UNKNOWN_LATE,
  /** Not stored, and the writer learns of it only by a time-out. */
  COMMIT_UNKNOWN_LOST,
  /** The journal's primary key refused a second writer. */
  COMMIT_FENCED,
  CRASH_BEFORE_WRITE,
  CRASH_IN_FLIGHT,
  CRASH_AFTER_COMMIT,
  CRASH_AFTER_REPLY,
  CRASH_IN_RECOVERY,
  NODE_CRASH,
  NODES_SPLIT,
  REBALANCED,
  PASSIVATED,
  SNAPSHOT_LOST,
  ROW_LOST,
  AGENT_LATE,
  AGENT_TWICE,
  AGENT_SILENT,
  SOURCE_GONE,
  ROUTING_SWITCHED,
  SOCKET_CUT,
  UPDATE_DROPPED,
  STALE_VIEW,
  KEY_WITH_OTHER_TEXT
}
