package dev.baton.conversation;

import dev.baton.identity.ConversationId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a node whose stored history cannot be read, so that one of them stops itself
 * and nothing else: callers hear at once that it needs repair, and it is tried again at most every
 * {@link #TRY_AGAIN_AFTER}. A database that is away damages nothing. For many threads.
 */
public final class DamagedConversations {
  /** How many are remembered; the oldest is forgotten for a new one, and found again when asked. */
  static final int REMEMBERED_MAX = 10_000;

  /**
   * How long a damaged conversation is left alone before it is read again; longer than callers wait
   * for a reply, so that whoever woke it learns why there was none.
   */
  static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

  private final Predicate<Throwable> isOutage;
  private final LongSupplier nanoTime;
  private final Map<ConversationId, Long> failedAt = new LinkedHashMap<>();

  /**
   * None so far.
   *
   * @param isOutage whether a failure only says that the database is away
   */
  public DamagedConversations(Predicate<Throwable> isOutage) {
    this(isOutage, System::nanoTime);
  }

  DamagedConversations(Predicate<Throwable> isOutage, LongSupplier nanoTime) {
    this.isOutage = isOutage;
    this.nanoTime = nanoTime;
  }

  /** Whether it should not be woken now. */
  public synchronized boolean bars(ConversationId id) {
    @Nullable Long failed = failedAt.get(id);
    return failed != null && nanoTime.getAsLong() - failed < TRY_AGAIN_AFTER.toNanos();
  }

  /** Those that could not be read when they were last tried, oldest first. */
  public synchronized List<ConversationId> list() {
    return List.copyOf(failedAt.keySet());
  }

  /** Its history could not be read; whether that is damage, and not the database being away. */
  synchronized boolean unreadable(ConversationId id, Throwable failure) {
    if (isOutage.test(failure)) {
      return false;
    }
    if (failedAt.size() >= REMEMBERED_MAX && !failedAt.containsKey(id)) {
      failedAt.remove(failedAt.keySet().iterator().next());
    }
    failedAt.put(id, nanoTime.getAsLong());
    return true;
  }

  /** Its history was read. */
  synchronized void readable(ConversationId id) {
    failedAt.remove(id);
  }
}
