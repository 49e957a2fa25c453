package dev.baton.chaos;

import dev.baton.chaos.faults.KillPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One kill of a run.
 *
 * @param point where the server dies; null for any moment
 */
record Kill(Victim victim, @Nullable KillPoint point) {
  /** Restarts in a row that the embedded database makes before it gives up, less two. */
  private static final int DATABASE_ALONE_MAX = 3;

  /** What dies. */
  enum Victim {
    SERVER,
    DATABASE,
    BOTH
  }

  /** The kills of a run, in an order that follows from the seed; every point as often. */
  static List<Kill> plan(Options options) {
    List<Kill> plan = new ArrayList<>();
    List<@Nullable KillPoint> points = new ArrayList<>(List.of(KillPoint.values()));
    points.add(null);
    int server = 0;
    for (int i = 0; i < options.kills(); i++) {
      Victim victim =
          switch (options.victims()) {
            case SERVER -> Victim.SERVER;
            case BOTH -> Victim.BOTH;
            case DATABASE -> Victim.DATABASE;
            case MIX ->
                switch (i % 6) {
                  case 0, 1 -> Victim.SERVER;
                  case 2, 3, 4 -> Victim.DATABASE;
                  default -> Victim.BOTH;
                };
          };
      boolean alone = victim == Victim.SERVER;
      plan.add(new Kill(victim, alone ? points.get(server++ % points.size()) : null));
    }
    Collections.shuffle(plan, new Random(options.seed()));
    return options.external() ? List.copyOf(plan) : bounded(plan);
  }

  /** Left to itself the embedded database is started again only so many times in a row. */
  private static List<Kill> bounded(List<Kill> plan) {
    List<Kill> bounded = new ArrayList<>();
    int inARow = 0;
    for (Kill kill : plan) {
      inARow = kill.victim() == Victim.DATABASE ? inARow + 1 : 0;
      bounded.add(inARow > DATABASE_ALONE_MAX ? new Kill(Victim.BOTH, null) : kill);
      inARow = inARow > DATABASE_ALONE_MAX ? 0 : inARow;
    }
    return List.copyOf(bounded);
  }

  @Override
  public String toString() {
    String name = victim.name().toLowerCase(Locale.ROOT);
    return name + ", " + (point == null ? "any moment" : point);
  }
}
