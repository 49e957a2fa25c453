package dev.baton.engine;

import dev.baton.conversation.ConversationSharding;
import dev.baton.database.JournalReader;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the journal with the rows derived from it, and wakes the conversations whose rows lag
 * behind: waking publishes the row, and goes on with a request to the agent that a crash
 * interrupted. Rows are written after the journal and may be lost with the process; this finds
 * them.
 *
 * <p>Each run begins where the one before the last ended: the journal's order becomes visible by
 * commits, and a slow one may show behind what was seen already. A start begins where the last
 * server had found nothing that lagged, so that it takes no longer the more is stored.
 */
final class Reconciler {
  /**
   * Conversations woken in one run, so that a start after a long absence does not flood the node.
   */
  static final int WOKEN_MAX = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final JournalReader journal;
  private final InboxStore inbox;
  private final ObjLongConsumer<ConversationId> wake;

  /** Found behind by the last run, until they are found healed: they hold back what is kept. */
  private Map<ConversationId, JournalReader.Head> lagging = Map.of();

  private long checked;
  private long seen;
  private long kept;
  private boolean begun;

  Reconciler(JournalReader journal, InboxStore inbox, ObjLongConsumer<ConversationId> wake) {
    this.journal = journal;
    this.inbox = inbox;
    this.wake = wake;
  }

  /**
   * One comparison of what was written since the last; blocks. Failures are tried again by the
   * next.
   */
  synchronized void run() {
    try {
      begin();
      JournalReader.Heads heads = journal.heads(checked);
      Map<ConversationId, JournalReader.Head> written = new HashMap<>();
      heads
          .heads()
          .forEach(head ->
              ConversationSharding.conversation(head.persistenceId())
                  .ifPresent(id -> written.put(id, head)));
      Map<ConversationId, JournalReader.Head> looked = new HashMap<>(lagging);
      looked.putAll(written);
      Map<ConversationId, Long> revs = new HashMap<>();
      looked.forEach((id, head) -> revs.put(id, head.sequenceNumber()));
      List<ConversationId> behind = inbox.behind(revs);
      List<ConversationId> news = behind.stream().filter(written::containsKey).toList();
      news.stream().limit(WOKEN_MAX).forEach(id -> wake.accept(id, revs.getOrDefault(id, 0L)));
      inbox.awaitingAgent(WOKEN_MAX).forEach(id -> wake.accept(id, 0));
      if (behind.size() <= WOKEN_MAX) {
        checked = seen;
        seen = heads.highest();
        looked.keySet().retainAll(Set.copyOf(behind));
        lagging = Map.copyOf(looked);
        keep();
      }
      if (!news.isEmpty()) {
        LOG.info("{} rows of the inbox lagged behind the journal and are healed", news.size());
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "the inbox could not be compared with the journal and will be again: {}", e.toString());
    }
  }

  private void begin() {
    if (!begun) {
      kept = inbox.comparedUpTo();
      checked = kept;
      seen = kept;
      begun = true;
    }
  }

  /** Nothing up to there lags, so that the next server need not look at it. */
  private void keep() {
    long healed =
        lagging.values().stream()
            .mapToLong(JournalReader.Head::ordering)
            .map(ordering -> ordering - 1)
            .reduce(checked, Math::min);
    if (healed > kept) {
      inbox.keepComparedUpTo(healed);
      kept = healed;
    }
  }
}
