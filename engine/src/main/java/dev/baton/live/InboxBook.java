package dev.baton.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import dev.baton.identity.ConversationId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox of a node: tells a change of a conversation to everybody of its workspace at once, and
 * stores the rows in batches off the conversations' path. Rows that it could not keep or store are
 * healed from the journal by the {@code engine}'s reconciler.
 */
public final class InboxBook extends AbstractBehavior<InboxBook.Message> {
  /** Rows that may wait to be stored; beyond it a row is left to the reconciler. */
  static final int UNSTORED_MAX = 50_000;

  private static final int BATCH = 500;
  private static final Duration STORE_EVERY = Duration.ofMillis(50);
  private static final Duration STORE_AGAIN = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(InboxBook.class);

  /** What can be sent to the book. */
  public sealed interface Message {}

  /** A conversation has changed. */
  public record Changed(InboxEntry entry) implements Message {}

  /** Something else of a workspace has changed. */
  public record Announce(WorkspaceId workspace, InboxNews news) implements Message {}

  /** Somebody has opened the inbox: tell them what changes until they end. */
  public record Subscribe(WorkspaceId workspace, ActorRef<InboxNews> subscriber)
      implements Message {}

  private record SubscriberEnded(WorkspaceId workspace, ActorRef<InboxNews> subscriber)
      implements Message {}

  private record StoreDue() implements Message {}

  private record Stored(List<InboxEntry> entries, boolean success) implements Message {}

  private final InboxStore store;
  private final Executor blocking;
  private final Presence presence;
  private final TimerScheduler<Message> timers;
  private final Map<ConversationId, InboxEntry> unstored = new LinkedHashMap<>();
  private final Map<WorkspaceId, Set<ActorRef<InboxNews>>> subscribers = new HashMap<>();
  private List<InboxEntry> inFlight = List.of();

  /**
   * A book.
   *
   * @param blocking where the store may block
   */
  public static Behavior<Message> create(InboxStore store, Executor blocking, Presence presence) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new InboxBook(context, timers, store, blocking, presence)));
  }

  private InboxBook(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      InboxStore store,
      Executor blocking,
      Presence presence) {
    super(context);
    this.timers = timers;
    this.store = store;
    this.blocking = blocking;
    this.presence = presence;
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Changed.class, changed -> onChanged(changed.entry()))
        .onMessage(Announce.class, announce -> tell(announce.workspace(), announce.news()))
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(SubscriberEnded.class, this::onSubscriberEnded)
        .onMessage(StoreDue.class, due -> onStoreDue())
        .onMessage(Stored.class, this::onStored)
        .build();
  }

  private Behavior<Message> onChanged(InboxEntry entry) {
    tell(entry.workspace(), new InboxNews.EntryChanged(entry));
    if (unstored.size() < UNSTORED_MAX || unstored.containsKey(entry.conversation())) {
      unstored.merge(entry.conversation(), entry, (a, b) -> a.rev() > b.rev() ? a : b);
    } else {
      LOG.warn(
          "{} rows of the inbox wait to be stored; {} is left to the reconciler",
          UNSTORED_MAX,
          entry.conversation());
    }
    storeLater(STORE_EVERY);
    return this;
  }

  private Behavior<Message> onSubscribe(Subscribe subscribe) {
    Set<ActorRef<InboxNews>> known =
        subscribers.computeIfAbsent(subscribe.workspace(), key -> new HashSet<>());
    if (known.add(subscribe.subscriber())) {
      presence.opened(subscribe.workspace());
      getContext()
          .watchWith(
              subscribe.subscriber(),
              new SubscriberEnded(subscribe.workspace(), subscribe.subscriber()));
    }
    subscribe.subscriber().tell(new InboxNews.Subscribed());
    Stream.concat(inFlight.stream(), unstored.values().stream())
        .filter(entry -> entry.workspace().equals(subscribe.workspace()))
        .forEach(entry -> subscribe.subscriber().tell(new InboxNews.EntryChanged(entry)));
    return this;
  }

  private Behavior<Message> onSubscriberEnded(SubscriberEnded ended) {
    Set<ActorRef<InboxNews>> known = subscribers.getOrDefault(ended.workspace(), Set.of());
    if (known.remove(ended.subscriber())) {
      presence.closed(ended.workspace());
    }
    if (known.isEmpty()) {
      subscribers.remove(ended.workspace());
    }
    return this;
  }

  private Behavior<Message> onStoreDue() {
    if (inFlight.isEmpty() && !unstored.isEmpty()) {
      List<InboxEntry> batch = new ArrayList<>(unstored.values().stream().limit(BATCH).toList());
      batch.forEach(entry -> unstored.remove(entry.conversation()));
      inFlight = batch;
      getContext()
          .pipeToSelf(
              stored(batch),
              (done, failure) -> {
                if (failure != null) {
                  LOG.warn(
                      "{} rows of the inbox could not be stored and will be tried again: {}",
                      batch.size(),
                      failure.toString());
                }
                return new Stored(batch, failure == null);
              });
    }
    return this;
  }

  private CompletableFuture<Void> stored(List<InboxEntry> batch) {
    try {
      return CompletableFuture.runAsync(() -> store.upsert(batch), blocking);
    } catch (RejectedExecutionException e) {
      // A full queue is one more way to fail, not the end of the inbox.
      return CompletableFuture.failedFuture(e);
    }
  }

  private Behavior<Message> onStored(Stored stored) {
    inFlight = List.of();
    if (stored.success()) {
      stored.entries().stream()
          .map(InboxEntry::workspace)
          .distinct()
          .forEach(workspace -> tell(workspace, new InboxNews.ListsChanged()));
    } else {
      stored
          .entries()
          .forEach(entry ->
              unstored.merge(entry.conversation(), entry, (a, b) -> a.rev() > b.rev() ? a : b));
    }
    if (!unstored.isEmpty()) {
      storeLater(stored.success() ? STORE_EVERY : STORE_AGAIN);
    }
    return this;
  }

  private void storeLater(Duration delay) {
    if (!timers.isTimerActive("store") && inFlight.isEmpty()) {
      timers.startSingleTimer("store", new StoreDue(), delay);
    }
  }

  private Behavior<Message> tell(WorkspaceId workspace, InboxNews news) {
    subscribers.getOrDefault(workspace, Set.of()).forEach(subscriber -> subscriber.tell(news));
    return this;
  }
}
