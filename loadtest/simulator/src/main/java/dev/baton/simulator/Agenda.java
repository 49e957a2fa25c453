package dev.baton.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What will happen, by virtual time; what happens at the same time keeps its order. */
final class Agenda {
  private static final int ROOM = 64;

  /** Most steps of one history: one that needs more is stuck in a loop. */
  static final int STEPS_MAX = 20_000;

  private @Nullable Runnable[] steps = new @Nullable Runnable[ROOM];
  private long[] times = new long[ROOM];
  private long[] orders = new long[ROOM];
  private int size;
  private long added;
  private long now;
  private int taken;

  long now() {
    return now;
  }

  /** How many steps there were. */
  int taken() {
    return taken;
  }

  void in(long millis, Runnable step) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, size * 2);
      times = Arrays.copyOf(times, size * 2);
      orders = Arrays.copyOf(orders, size * 2);
    }
    int hole = size++;
    long time = now + millis;
    long order = added++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (times[parent] <= time) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, step, time, order);
  }

  /** Takes steps until {@code end}; time stands there afterwards. */
  void runUntil(long end) {
    while (size > 0 && times[0] <= end) {
      if (++taken > STEPS_MAX) {
        throw new Broken(Invariant.NOTHING_HANGS, "more than " + STEPS_MAX + " steps");
      }
      now = times[0];
      Runnable step = steps[0];
      removeFirst();
      if (step != null) {
        step.run();
      }
    }
    now = end;
  }

  private void removeFirst() {
    size--;
    Runnable last = steps[size];
    long time = times[size];
    long order = orders[size];
    steps[size] = null;
    if (size == 0 || last == null) {
      return;
    }
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && before(child + 1, times[child], orders[child])) {
        child++;
      }
      if (!before(child, time, order)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, last, time, order);
  }

  private boolean before(int index, long time, long order) {
    return times[index] < time || (times[index] == time && orders[index] < order);
  }

  private void move(int from, int to) {
    steps[to] = steps[from];
    times[to] = times[from];
    orders[to] = orders[from];
  }

  private void put(int at, Runnable step, long time, long order) {
    steps[at] = step;
    times[at] = time;
    orders[at] = order;
  }
}
