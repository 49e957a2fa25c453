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
            // Left to itself the embedded database is started again only so many times in a row.
            case DATABASE ->
                !options.external() && i % (DATABASE_ALONE_MAX + 1) == DATABASE_ALONE_MAX
                    ? Victim.BOTH
                    : Victim.DATABASE;
            case MIX ->
                switch (i % 5) {
                  case 3 -> Victim.DATABASE;
                  case 4 -> Victim.BOTH;
                  default -> Victim.SERVER;
                };
          };
      boolean alone = victim == Victim.SERVER;
      plan.add(new Kill(victim, alone ? points.get(server++ % points.size()) : null));
    }
    if (options.victims() != Options.Victims.DATABASE) {
      Collections.shuffle(plan, new Random(options.seed()));
    }
    return List.copyOf(plan);
  }

  @Override
  public String toString() {
    String name = victim.name().toLowerCase(Locale.ROOT);
    return name + ", " + (point == null ? "any moment" : point);
  }
}
