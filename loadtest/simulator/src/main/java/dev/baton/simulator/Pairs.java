package dev.baton.simulator;

import java.util.EnumMap;
import java.util.Map;

/** How often each kind of thing happened in the span of each owner. */
final class Pairs<K extends Enum<K>> {
  private static final class Count {
    long times;
  }

  private final Map<Owner, Map<K, Count>> counts = new EnumMap<>(Owner.class);

  Pairs(Class<K> kinds) {
    for (Owner owner : Owner.values()) {
      Map<K, Count> ofOwner = new EnumMap<>(kinds);
      for (K kind : kinds.getEnumConstants()) {
        ofOwner.put(kind, new Count());
      }
      counts.put(owner, ofOwner);
    }
  }

  void count(Owner owner, K kind) {
    at(owner, kind).times++;
  }

  long times(Owner owner, K kind) {
    return at(owner, kind).times;
  }

  long times(K kind) {
    return counts.values().stream().mapToLong(ofOwner -> count(ofOwner, kind).times).sum();
  }

  long times() {
    return counts.values().stream()
        .flatMap(ofOwner -> ofOwner.values().stream())
        .mapToLong(count -> count.times)
        .sum();
  }

  void add(Pairs<K> other) {
    other.counts.forEach(
        (owner, ofOwner) -> ofOwner.forEach((kind, count) -> at(owner, kind).times += count.times));
  }

  private Count at(Owner owner, K kind) {
    Map<K, Count> ofOwner = counts.get(owner);
    if (ofOwner == null) {
      throw new IllegalStateException("every owner was put there");
    }
    return count(ofOwner, kind);
  }

  private static <K> Count count(Map<K, Count> ofOwner, K kind) {
    Count count = ofOwner.get(kind);
    if (count == null) {
      throw new IllegalStateException("every kind was put there");
    }
    return count;
  }
}
