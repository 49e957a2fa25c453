package dev.baton.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param kills how often something is killed
 * @param acknowledgements messages that must be acknowledged at the least
 * @param external whether the database is one that the server does not own
 * @param outages how long the database is away or stalled, each after the kills
 * @param agentDead whether the agent never answers
 * @param keep whether the folder of the run stays
 * @param nodes how many servers share the database; 1 for one that stands alone
 */
record Options(
    int kills,
    long acknowledgements,
    int conversations,
    long seed,
    Victims victims,
    boolean external,
    List<Duration> outages,
    boolean agentDead,
    boolean keep,
    int nodes) {

  /** What is killed. */
  enum Victims {
    SERVER,
    DATABASE,
    BOTH,
    MIX
  }
}
