package dev.baton.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every state that two incarnations over one journal can reach, breadth first, over the real rules:
 * two messages that are sent again without end, a customer who asks for a person, two operators
 * with present and old views, answers that come late and doubled, crashes, starts, writes that fail
 * and writes of the dead that land later. The journal is bounded.
 *
 * <p>A state is the journal's content, for each incarnation what it knows and which write it waits
 * for, and a dead one's write still under way. Two states that differ only in which incarnation is
 * which count as one.
 */
final class Search {
  /** Longest journal in the test suite. */
  static final int DEPTH = 8;

  /** States after which a search gives up. */
  private static final int STATES_MAX = 60_000_000;

  private static final int DOWN = 0;
  private static final int READY = 1;
  private static final int STORING = 2;
  private static final int STORED = 3;

  private static final int JOURNAL_BITS = 21;
  private static final int WRITE_BITS = 7;
  private static final int KNOWN = (1 << JOURNAL_BITS) - 1;
  private static final int WRITES = (1 << WRITE_BITS) - 1;
  private static final int REPLICA_BITS = 2 + JOURNAL_BITS + WRITE_BITS;
  private static final long REPLICA = (1L << REPLICA_BITS) - 1;

  /**
   * What a search found.
   *
   * @param journals how many contents the journal had
   * @param broken what is wrong, null where nothing is
   */
  record Outcome(int depth, long states, long journals, @Nullable String broken) {}

  private record Misplaced(int journal, int decidedAt, int write) {}

  private final Parts parts;
  private final int depth;
  private final SearchStates reached = new SearchStates();
  private final List<SearchJournal> journals = new ArrayList<>();
  private final Map<Misplaced, SearchJournal> misplaced = new HashMap<>();
  private int journal;
  private long orphan;

  private Search(Parts parts, int depth) {
    this.parts = parts;
    this.depth = depth;
  }

  static Outcome run(Parts parts, int depth) {
    Search search = new Search(parts, depth);
    String broken = null;
    try {
      search.run();
    } catch (Broken found) {
      broken = found.invariant.text + ": " + found.getMessage();
    } catch (RuntimeException thrown) {
      broken = Invariant.NO_EXCEPTION.text + ": " + thrown;
    }
    return new Outcome(depth, search.reached.size(), search.journals.size(), broken);
  }

  private void run() {
    journals.add(new SearchJournal(parts));
    reach(0, 0, DOWN, DOWN);
    for (int i = 0; i < reached.size(); i++) {
      if (reached.size() > STATES_MAX) {
        throw new IllegalStateException("more than " + STATES_MAX + " states");
      }
      long high = reached.high(i);
      long low = reached.low(i);
      journal = (int) (high >>> 32);
      orphan = high & 0xFFFF_FFFFL;
      long one = low & REPLICA;
      long other = low >>> REPLICA_BITS;
      step(one, other);
      if (one != other) {
        step(other, one);
      }
      landOrphan(one, other);
    }
  }

  /** Everything that can happen next to one of the two. */
  private void step(long replica, long other) {
    int known = (int) (replica >>> 2) & KNOWN;
    int write = (int) (replica >>> (2 + JOURNAL_BITS)) & WRITES;
    switch ((int) replica & 3) {
      case DOWN -> reach(journal, orphan, replica(READY, journal, 0), other);
      case READY -> {
        reach(journal, orphan, DOWN, other);
        List<SearchJournal.Write> writes = journals.get(known).writes();
        if (writes.size() > WRITES) {
          throw new IllegalStateException("more writes than a state can name");
        }
        for (int i = 0; i < writes.size(); i++) {
          if (journals.get(known).rev + writes.get(i).events().size() <= depth) {
            if (!parts.has(Parts.Guard.STORED_BEFORE_REPLY)) {
              journals.get(journal).acknowledged(writes.get(i));
            }
            reach(journal, orphan, replica(STORING, known, i), other);
          }
        }
      }
      case STORING -> {
        // Failed, or fenced: it stops. Or it dies and the write lands later.
        reach(journal, orphan, DOWN, other);
        if (orphan == 0) {
          reach(journal, replica(STORING, known, write), DOWN, other);
        }
        int landed = land(known, write);
        if (landed >= 0) {
          reach(landed, orphan, replica(STORED, known, write), other);
        }
      }
      default -> {
        reach(journal, orphan, DOWN, other);
        journals.get(journal).acknowledged(journals.get(known).writes().get(write));
        reach(journal, orphan, replica(READY, after(known, write), 0), other);
      }
    }
  }

  private void landOrphan(long one, long other) {
    if (orphan != 0) {
      int landed =
          land((int) (orphan >>> 2) & KNOWN, (int) (orphan >>> (2 + JOURNAL_BITS)) & WRITES);
      reach(landed >= 0 ? landed : journal, 0, one, other);
    }
  }

  /** The journal after a write lands, -1 where the fence refuses it. */
  private int land(int known, int write) {
    if (known == journal) {
      return after(known, write);
    }
    if (parts.has(Parts.Guard.FENCE)) {
      return -1;
    }
    SearchJournal landed =
        misplaced.computeIfAbsent(
            new Misplaced(journal, known, write),
            key ->
                kept(
                    journals
                        .get(journal)
                        .append(
                            journals.get(known).writes().get(write).events(), journals.size())));
    return landed.id;
  }

  private int after(int known, int write) {
    return kept(journals.get(known).after(write, journals.size())).id;
  }

  private SearchJournal kept(SearchJournal next) {
    if (next.id == journals.size()) {
      if (next.id > KNOWN) {
        throw new IllegalStateException("more journals than a state can name");
      }
      journals.add(next);
    }
    return next;
  }

  private void reach(int nextJournal, long nextOrphan, long one, long other) {
    // Behind the fence a write of the dead that can never land is as good as none.
    boolean lost =
        parts.has(Parts.Guard.FENCE) && ((int) (nextOrphan >>> 2) & KNOWN) != nextJournal;
    long high = ((long) nextJournal << 32) | (lost ? 0 : nextOrphan);
    long first = Math.min(one, other);
    long second = Math.max(one, other);
    reached.add(high, (second << REPLICA_BITS) | first);
  }

  private static long replica(int phase, int known, int write) {
    return phase | ((long) known << 2) | ((long) write << (2 + JOURNAL_BITS));
  }
}
