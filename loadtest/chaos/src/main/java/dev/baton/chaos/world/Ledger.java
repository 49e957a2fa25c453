package dev.baton.chaos.world;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The record that the driver keeps by itself, and what it saw go wrong while it did. */
public final class Ledger {
  private static final int BROKEN_MAX = 1_000;

  private final Map<String, Talk> talks = new ConcurrentHashMap<>();
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final Map<String, String> winners = new ConcurrentHashMap<>();
  private final Queue<Broken> broken = new ConcurrentLinkedQueue<>();
  private final Map<Figure, LongAdder> figures = new ConcurrentHashMap<>();
  private final AtomicLong keys = new AtomicLong();

  /** What is counted. */
  public enum Figure {
    /** Messages, each key once. */
    ACKNOWLEDGED,
    REFUSED,
    /** Answers that left a send open: 503, or none. */
    UNKNOWN_ANSWERS,
    /** Sends of a key that was sent before. */
    REPEATS,
    /** Keys that were sent again with another body. */
    OTHER_BODIES,
    TAKE_OVER_RACES,
    RACES_WON,
    STALE_REPLIES,
    HAND_BACKS,
    CLOSES,
    PERSON_REQUESTS
  }

  /** Which promise an answer broke while the run was on. */
  public enum Kind {
    /** A key got another answer than before. */
    ANSWER_CHANGED,
    /** A key with another body had an effect. */
    OTHER_BODY_ACCEPTED,
    /** Two operators were told that they took over the same generation. */
    TWO_WINNERS,
    /**
     * A reply from an older generation by somebody who does not own the conversation went through.
     */
    STALE_REPLY_ACCEPTED,
    /** Nobody could say anything for a long time. */
    STALLED
  }

  /** What was seen, with the conversation and the key. */
  public record Broken(Kind kind, String conversation, String key, String sentence) {}

  public void count(Figure figure) {
    figures.computeIfAbsent(figure, one -> new LongAdder()).increment();
  }

  public long figure(Figure figure) {
    LongAdder adder = figures.get(figure);
    return adder == null ? 0 : adder.sum();
  }

  public List<Talk> talks() {
    return List.copyOf(talks.values());
  }

  @Nullable Talk talk(String conversation) {
    return talks.get(conversation);
  }

  /** One of the conversations, or an empty text. */
  String any(SplittableRandom random) {
    List<String> all = names;
    return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
  }

  /** A conversation that was begun. */
  public void add(Talk talk) {
    names.add(talk.conversation());
    talks.put(talk.conversation(), talk);
  }

  /** A key that nobody had before. */
  String newKey(long seed) {
    return "k" + Long.toHexString(seed) + "-" + keys.incrementAndGet();
  }

  public long keys() {
    return keys.get();
  }

  /** Remembers who was told that he took over which generation. */
  void won(String conversation, long generation, String operator, String key) {
    String before = winners.putIfAbsent(conversation + "#" + generation, operator);
    if (before != null && !before.equals(operator)) {
      broken(
          Kind.TWO_WINNERS,
          conversation,
          key,
          "generation " + generation + " was given to " + before + " and to " + operator);
    }
  }

  /** Who was told that he took over, by conversation and generation. */
  public Map<String, String> winners() {
    return Map.copyOf(winners);
  }

  public void broken(Kind kind, String conversation, String key, String sentence) {
    if (broken.size() < BROKEN_MAX) {
      broken.add(new Broken(kind, conversation, key, sentence));
    }
  }

  public List<Broken> broken() {
    return List.copyOf(broken);
  }
}
