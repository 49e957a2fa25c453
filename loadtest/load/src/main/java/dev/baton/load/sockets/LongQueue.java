package dev.baton.load.sockets;

/** First in, first out, without objects. For one thread. */
final class LongQueue {
  private static final int FIRST_SIZE = 4;

  private long[] ring = new long[FIRST_SIZE];
  private int first;
  private int size;

  void add(long value) {
    if (size == ring.length) {
      long[] larger = new long[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = ring[(first + i) % size];
      }
      ring = larger;
      first = 0;
    }
    ring[(first + size++) % ring.length] = value;
  }

  long remove() {
    long value = ring[first];
    first = (first + 1) % ring.length;
    size--;
    return value;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
