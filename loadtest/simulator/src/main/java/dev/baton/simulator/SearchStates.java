package dev.baton.simulator;

import java.util.Arrays;

/** The states that a search has reached, in the order of reaching; each is two longs, kept once. */
final class SearchStates {
  private long[] states = new long[1 << 12];
  private int[] table = new int[1 << 12];
  private int size;

  int size() {
    return size;
  }

  long high(int index) {
    return states[2 * index];
  }

  long low(int index) {
    return states[2 * index + 1];
  }

  void add(long high, long low) {
    int at = slot(high, low);
    if (table[at] != 0) {
      return;
    }
    if (2 * size + 2 > states.length) {
      states = Arrays.copyOf(states, states.length * 2);
    }
    states[2 * size] = high;
    states[2 * size + 1] = low;
    table[at] = ++size;
    if (size * 2 > table.length) {
      table = new int[table.length * 2];
      for (int i = 0; i < size; i++) {
        table[slot(high(i), low(i))] = i + 1;
      }
    }
  }

  /** Where it stands, or where it would. */
  private int slot(long high, long low) {
    long hash = (high * 0x9E3779B97F4A7C15L) ^ (low * 0xC2B2AE3D27D4EB4FL);
    int at = (int) (hash ^ (hash >>> 29)) & (table.length - 1);
    while (table[at] != 0 && (high(table[at] - 1) != high || low(table[at] - 1) != low)) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }
}
