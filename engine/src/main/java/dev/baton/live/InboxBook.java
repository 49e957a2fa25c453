package dev.baton.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox of a node: tells a change of a conversation to those who watch a list that it touches,
 * here and, by the other nodes' books, elsewhere, and stores the rows in batches off the
 * conversations' path. Rows that it could not keep or store are healed from the journal by the
 * {@code engine}'s reconciler.
 *
 * <p>The busier, the larger the batches: a change after a quiet moment is told at once and those
 * that follow come together; storing and counting each rest four times as long as they took.
 */
public final class InboxBook extends AbstractBehavior<InboxBook.Message> {
  private static final int BATCH = 2_000;
  private static final int REST = 4;
  private static final Duration TELL_EVERY = Duration.ofMillis(50);
  private static final Duration STORE_EVERY = Duration.ofMillis(50);
  private static final Duration STORE_AGAIN = Duration.ofSeconds(1);
  private static final Duration COUNT_EVERY = Duration.ofMillis(300);
  private static final Duration COUNT_AGAIN = Duration.ofSeconds(1);
  private static final Duration TELL_COLLEAGUES_LEAST = Duration.ofSeconds(1);
  private static final Object COLLEAGUES = "colleagues";
  private static final Logger LOG = LoggerFactory.getLogger(InboxBook.class);

  /** What can be sent to the book. */
  public sealed interface Message
      permits Announce,
          Bulletin,
          Changed,
          CountDue,
          Counted,
          Listed,
          StoreDue,
          Stored,
          Subscribe,
          SubscriberEnded,
          TellDue,
          Watch {}

  /** A conversation has changed. */
  public record Changed(InboxChange change) implements Message {}

  /** Something else of a workspace has changed. */
  public record Announce(WorkspaceId workspace, InboxNews news) implements Message {}

  /** Somebody has opened the inbox, and watches {@code WAITING} and {@code MINE}. */
  public record Subscribe(WorkspaceId workspace, OperatorId viewer, ActorRef<InboxNews> subscriber)
      implements Message {}

  /** A subscriber watches these lists from now on. */
  public record Watch(
      WorkspaceId workspace, ActorRef<InboxNews> subscriber, Set<InboxStore.View> views)
      implements Message {}

  private record SubscriberEnded(WorkspaceId workspace, ActorRef<InboxNews> subscriber)
      implements Message {}

  private record Listed(Set<ActorRef<Message>> books) implements Message {}

  private record TellDue() implements Message {}

  private record StoreDue() implements Message {}

  private record Stored(List<InboxEntry> entries, long tookNanos, boolean success)
      implements Message {}

  private record CountDue() implements Message {}

  private record Counted(WorkspaceId workspace, InboxStore.@Nullable Tally tally, long tookNanos)
      implements Message {}

  private final InboxStore store;
  private final Executor blocking;
  private final Presence presence;
  private final TimerScheduler<Message> timers;
  private final OtherNodes others;
  private final UnstoredRows unstored;
  private final Colleagues colleagues = new Colleagues(System::nanoTime);
  private final Map<WorkspaceId, InboxAudience> audiences = new HashMap<>();

  /** Whose lists have changed since they were counted. */
  private final Set<WorkspaceId> uncounted = new HashSet<>();

  private boolean counting;

  /**
   * A book.
   *
   * @param blocking where the store may block
   */
  public static Behavior<Message> create(
      InboxStore store,
      Executor blocking,
      Presence presence,
      OtherNodes others,
      MeterRegistry registry) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          UnstoredRows unstored = new UnstoredRows(System::nanoTime, registry);
          InboxBook book =
              new InboxBook(context, timers, store, blocking, presence, others, unstored);
          if (!others.equals(OtherNodes.NONE)) {
            book.meetColleagues();
          }
          return book;
        }));
  }

  private InboxBook(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      InboxStore store,
      Executor blocking,
      Presence presence,
      OtherNodes others,
      UnstoredRows unstored) {
    super(context);
    this.others = others;
    this.unstored = unstored;
    this.timers = timers;
    this.store = store;
    this.blocking = blocking;
    this.presence = presence;
  }

  private void meetColleagues() {
    Colleagues.meet(
        getContext().getSystem().receptionist(),
        getContext().getSelf(),
        getContext()
            .messageAdapter(
                Receptionist.Listing.class, listing -> new Listed(Colleagues.listed(listing))));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Changed.class, changed -> onChanged(changed.change()))
        .onMessage(Announce.class, this::onAnnounce)
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(Watch.class, this::onWatch)
        .onMessage(SubscriberEnded.class, this::onSubscriberEnded)
        .onMessage(Listed.class, listed -> onListed(listed.books()))
        .onMessage(Bulletin.class, this::onBulletin)
        .onMessage(TellDue.class, due -> onTellDue())
        .onMessage(StoreDue.class, due -> onStoreDue())
        .onMessage(Stored.class, this::onStored)
        .onMessage(CountDue.class, due -> onCountDue())
        .onMessage(Counted.class, this::onCounted)
        .build();
  }

  private Behavior<Message> onChanged(InboxChange change) {
    gather(change);
    colleagues.gather(change);
    tellSoon();
    unstored.add(change.entry());
    storeLater(STORE_EVERY);
    return this;
  }

  private void gather(InboxChange change) {
    InboxAudience audience = audiences.get(change.entry().workspace());
    if (audience != null) {
      audience.gather(change);
    }
  }

  private Behavior<Message> onAnnounce(Announce announce) {
    announce(announce.workspace(), announce.news());
    colleagues.gather(announce.workspace(), announce.news());
    tellSoon();
    return this;
  }

  private void announce(WorkspaceId workspace, InboxNews news) {
    InboxAudience audience = audiences.get(workspace);
    if (audience != null) {
      audience.tell(news);
    }
  }

  private Behavior<Message> onListed(Set<ActorRef<Message>> books) {
    Set<ActorRef<Message>> now = new HashSet<>(books);
    now.remove(getContext().getSelf());
    boolean gone = colleagues.become(now);
    presence.elsewhere(colleagues.open());
    if (gone) {
      others.gone();
      uncounted.addAll(audiences.keySet());
      countLater(COUNT_EVERY);
    }
    tellColleagues();
    return this;
  }

  private Behavior<Message> onBulletin(Bulletin bulletin) {
    Colleagues.Heard heard = colleagues.hear(bulletin);
    presence.elsewhere(colleagues.open());
    for (Bulletin.Announced announced : bulletin.news()) {
      others.heard(announced.workspace(), announced.news());
      announce(announced.workspace(), announced.news());
    }
    for (InboxChange change : bulletin.changes()) {
      gather(change);
    }
    uncounted.addAll(heard.changed());
    if (!uncounted.isEmpty()) {
      countLater(COUNT_EVERY);
    }
    tellSoon();
    if (heard.missed()) {
      others.missed();
      audiences.values().forEach(audience -> audience.tell(new InboxNews.Missed()));
    }
    return this;
  }

  private void tellSoon() {
    if (!timers.isTimerActive(TellDue.class)) {
      onTellDue();
    }
  }

  private void tellColleagues() {
    if (colleagues.isEmpty()) {
      timers.cancel(COLLEAGUES);
      return;
    }
    colleagues.tell(getContext().getSelf(), presence.here(), unstored.oldestMillis());
    timers.startSingleTimer(COLLEAGUES, new TellDue(), TELL_COLLEAGUES_LEAST);
  }

  private Behavior<Message> onSubscribe(Subscribe subscribe) {
    WorkspaceId workspace = subscribe.workspace();
    InboxAudience audience = audiences.computeIfAbsent(workspace, key -> new InboxAudience());
    if (audience.add(subscribe.subscriber(), subscribe.viewer())) {
      presence.opened(workspace);
      getContext()
          .watchWith(
              subscribe.subscriber(), new SubscriberEnded(workspace, subscribe.subscriber()));
    }
    subscribe.subscriber().tell(new InboxNews.Subscribed());
    tellUnstored(audience, subscribe.subscriber(), workspace);
    uncounted.add(workspace);
    countLater(Duration.ZERO);
    return this;
  }

  private Behavior<Message> onWatch(Watch watch) {
    InboxAudience audience = audiences.get(watch.workspace());
    if (audience != null) {
      audience.watch(watch.subscriber(), watch.views());
      watch.subscriber().tell(new InboxNews.Watching(watch.views()));
      tellUnstored(audience, watch.subscriber(), watch.workspace());
    }
    return this;
  }

  private void tellUnstored(
      InboxAudience audience, ActorRef<InboxNews> subscriber, WorkspaceId workspace) {
    audience.tell(
        subscriber, Stream.concat(unstored.of(workspace), colleagues.unstored(workspace)).toList());
  }

  private Behavior<Message> onSubscriberEnded(SubscriberEnded ended) {
    InboxAudience audience = audiences.get(ended.workspace());
    if (audience != null && audience.remove(ended.subscriber())) {
      presence.closed(ended.workspace());
      if (audience.isEmpty()) {
        audiences.remove(ended.workspace());
      }
    }
    return this;
  }

  private Behavior<Message> onTellDue() {
    boolean told = colleagues.hasGathered();
    for (InboxAudience audience : audiences.values()) {
      told |= audience.tell();
    }
    if (colleagues.hasGathered() || !timers.isTimerActive(COLLEAGUES)) {
      tellColleagues();
    }
    if (told) {
      timers.startSingleTimer(TellDue.class, new TellDue(), TELL_EVERY);
    }
    return this;
  }

  private Behavior<Message> onStoreDue() {
    List<InboxEntry> batch = unstored.take(BATCH);
    if (!batch.isEmpty()) {
      long begun = System.nanoTime();
      getContext()
          .pipeToSelf(
              Offloaded.to(
                  blocking,
                  () -> {
                    store.upsert(batch);
                    return batch;
                  }),
              (done, failure) -> {
                if (failure != null) {
                  LOG.warn(
                      "{} rows of the inbox could not be stored and will be tried again: {}",
                      batch.size(),
                      failure.toString());
                }
                return new Stored(batch, System.nanoTime() - begun, failure == null);
              });
    }
    return this;
  }

  private Behavior<Message> onStored(Stored stored) {
    unstored.ended(stored.success());
    if (stored.success()) {
      uncounted.addAll(
          stored.entries().stream().map(InboxEntry::workspace).collect(Collectors.toSet()));
      countLater(COUNT_EVERY);
    }
    if (unstored.isWaiting()) {
      storeLater(stored.success() ? rest(STORE_EVERY, stored.tookNanos()) : STORE_AGAIN);
    }
    return this;
  }

  private Behavior<Message> onCountDue() {
    uncounted.retainAll(audiences.keySet());
    if (!counting && !uncounted.isEmpty()) {
      counting = true;
      WorkspaceId workspace = uncounted.iterator().next();
      uncounted.remove(workspace);
      long begun = System.nanoTime();
      getContext()
          .pipeToSelf(
              Offloaded.to(blocking, () -> store.tally(workspace)),
              (tally, failure) -> new Counted(workspace, tally, System.nanoTime() - begun));
    }
    return this;
  }

  private Behavior<Message> onCounted(Counted counted) {
    counting = false;
    InboxAudience audience = audiences.get(counted.workspace());
    if (counted.tally() == null) {
      uncounted.add(counted.workspace());
    } else if (audience != null) {
      audience.tell(new InboxNews.Counted(counted.tally()));
    }
    if (!uncounted.isEmpty()) {
      countLater(counted.tally() == null ? COUNT_AGAIN : rest(COUNT_EVERY, counted.tookNanos()));
    }
    return this;
  }

  private void storeLater(Duration delay) {
    if (!timers.isTimerActive(StoreDue.class) && !unstored.isUnderWay()) {
      timers.startSingleTimer(StoreDue.class, new StoreDue(), delay);
    }
  }

  private void countLater(Duration delay) {
    if (!counting && (delay.isZero() || !timers.isTimerActive(CountDue.class))) {
      timers.startSingleTimer(CountDue.class, new CountDue(), delay);
    }
  }

  private static Duration rest(Duration least, long tookNanos) {
    Duration longer = Duration.ofNanos(tookNanos * REST);
    return longer.compareTo(least) > 0 ? longer : least;
  }
}
