package dev.baton.live;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.baton.conversation.ConversationHistory;
import dev.baton.conversation.ConversationMessage;
import dev.baton.conversation.ConversationUpdate;
import dev.baton.conversation.TimelineEntry;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one socket everything that happens in one conversation after a cursor: first what is in the
 * journal, then live.
 *
 * <p>It follows the conversation before it reads, so that nothing falls between the two: what is
 * told while it reads waits, bounded, and is delivered after. When the conversation's actor ends (a
 * failed write, a restart, another node) it follows the next incarnation and reads from its cursor
 * again. An update that does not continue at the cursor is never delivered: the feed reads the
 * journal instead.
 */
public final class ConversationFeed extends AbstractBehavior<ConversationFeed.Message> {
  /** Updates that may wait while the journal is read. */
  static final int WAITING_MAX = 256;

  /** What is told at once of the past, and then waits until the client has taken it. */
  static final int REPLAY_ENTRIES = 100;

  /** The same in characters of text; the last entry may go beyond it. */
  static final int REPLAY_CHARACTERS = 100_000;

  /** How long the past waits for a client that does not read. */
  private static final Duration UNREAD_MAX = Duration.ofMinutes(2);

  private static final Duration FOLLOW_AGAIN = Duration.ofMillis(250);
  private static final Duration FOLLOW_TIMEOUT_FIRST = Duration.ofMillis(500);
  private static final Duration FOLLOW_TIMEOUT_LONGEST = Duration.ofSeconds(5);

  /** What can be sent to a feed. */
  public sealed interface Message {}

  private record Told(ConversationUpdate update) implements Message {}

  private record Replayed(List<TimelineEntry> entries, Runnable goOn) implements Message {}

  private record ReplayEnded(long upTo, boolean success) implements Message {}

  private record Follow() implements Message {}

  private record ConversationEnded(ActorRef<ConversationMessage> incarnation) implements Message {}

  /** Reads the entries after one {@code rev} up to another. */
  interface Journal {
    Source<TimelineEntry, ?> read(long after, long upTo);
  }

  private final ConversationId conversation;
  private final Consumer<ConversationMessage> actor;
  private final Journal journal;
  private final ActorRef<FeedEvent> socket;
  private final TimerScheduler<Message> timers;
  private final ActorRef<ConversationUpdate> updates;
  private final Queue<ConversationUpdate.Happened> waiting = new ArrayDeque<>();
  private @Nullable ActorRef<ConversationMessage> incarnation;
  private @Nullable InboxEntry current;
  private Duration followTimeout = FOLLOW_TIMEOUT_FIRST;
  private boolean replaying;
  private long cursor;
  private long known;
  private long rowTold;

  /**
   * A feed.
   *
   * @param after the last {@code rev} that the client has
   * @param actor tells the conversation
   */
  public static Behavior<Message> create(
      ConversationId conversation,
      long after,
      Consumer<ConversationMessage> actor,
      ConversationHistory history,
      ActorRef<FeedEvent> socket) {
    return create(
        conversation, after, actor, (from, upTo) -> history.read(conversation, from, upTo), socket);
  }

  static Behavior<Message> create(
      ConversationId conversation,
      long after,
      Consumer<ConversationMessage> actor,
      Journal journal,
      ActorRef<FeedEvent> socket) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new ConversationFeed(context, timers, conversation, after, actor, journal, socket)));
  }

  private ConversationFeed(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      ConversationId conversation,
      long after,
      Consumer<ConversationMessage> actor,
      Journal journal,
      ActorRef<FeedEvent> socket) {
    super(context);
    this.timers = timers;
    this.conversation = conversation;
    this.cursor = after;
    this.known = after;
    this.actor = actor;
    this.journal = journal;
    this.socket = socket;
    this.updates = context.messageAdapter(ConversationUpdate.class, Told::new);
    follow();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Told.class, told -> onUpdate(told.update()))
        .onMessage(Replayed.class, replayed -> deliver(replayed.entries(), replayed.goOn()))
        .onMessage(ReplayEnded.class, this::onReplayEnded)
        .onMessage(Follow.class, again -> follow())
        .onMessage(ConversationEnded.class, this::onConversationEnded)
        .build();
  }

  private Behavior<Message> follow() {
    actor.accept(new ConversationMessage.Follow(updates));
    // Lost where the conversation is just moving to another node.
    timers.startSingleTimer("follow", new Follow(), followTimeout);
    Duration next = followTimeout.multipliedBy(2);
    followTimeout = next.compareTo(FOLLOW_TIMEOUT_LONGEST) < 0 ? next : FOLLOW_TIMEOUT_LONGEST;
    return this;
  }

  private Behavior<Message> onUpdate(ConversationUpdate update) {
    return switch (update) {
      case ConversationUpdate.Followed followed -> onFollowed(followed);
      case ConversationUpdate.Happened happened -> onHappened(happened);
      case ConversationUpdate.Typing typing -> {
        socket.tell(new FeedEvent.Typing(conversation, typing.principal()));
        yield this;
      }
      case ConversationUpdate.FollowRefused refused ->
          ended("too many connections follow this conversation", true);
    };
  }

  private Behavior<Message> onFollowed(ConversationUpdate.Followed followed) {
    timers.cancel("follow");
    followTimeout = FOLLOW_TIMEOUT_FIRST;
    if (!followed.conversation().equals(incarnation)) {
      incarnation = followed.conversation();
      getContext().watchWith(incarnation, new ConversationEnded(incarnation));
    }
    if (followed.rev() < cursor) {
      return ended("the cursor lies beyond what has happened", false);
    }
    current = followed.entry();
    known = Math.max(known, followed.rev());
    socket.tell(new FeedEvent.Following(conversation, current));
    if (!replaying && known > cursor) {
      replay();
    }
    return this;
  }

  private Behavior<Message> onHappened(ConversationUpdate.Happened happened) {
    if (replaying) {
      if (waiting.size() >= WAITING_MAX) {
        return ended("behind by more than " + WAITING_MAX + " updates", true);
      }
      waiting.add(happened);
      return this;
    }
    known = Math.max(known, happened.entry().rev());
    if (current == null || happened.entry().rev() > current.rev()) {
      current = happened.entry();
    }
    if (happened.entries().getFirst().rev() > cursor + 1) {
      replay();
      return this;
    }
    deliver(happened.entries(), ConversationFeed::nothingWaits);
    now();
    return this;
  }

  private void replay() {
    replaying = true;
    long upTo = known;
    ActorRef<Message> self = getContext().getSelf();
    journal
        .read(cursor, upTo)
        .groupedWeighted(REPLAY_CHARACTERS, ConversationFeed::weight)
        .mapAsync(
            1,
            batch -> {
              CompletableFuture<Done> taken = new CompletableFuture<>();
              self.tell(new Replayed(List.copyOf(batch), () -> taken.complete(Done.getInstance())));
              return taken;
            })
        .idleTimeout(UNREAD_MAX)
        .runWith(Sink.ignore(), getContext().getSystem())
        .whenComplete((done, failure) -> self.tell(new ReplayEnded(upTo, failure == null)));
  }

  private static long weight(TimelineEntry entry) {
    int characters =
        entry.happening() instanceof TimelineEntry.Happening.Said said
            ? said.message().text().length()
            : 0;
    return Math.max(characters, REPLAY_CHARACTERS / REPLAY_ENTRIES);
  }

  private Behavior<Message> onReplayEnded(ReplayEnded ended) {
    replaying = false;
    if (!ended.success() || cursor < ended.upTo()) {
      waiting.clear();
      return followLater();
    }
    while (!replaying && !waiting.isEmpty()) {
      onHappened(waiting.remove());
    }
    if (!replaying && known > cursor) {
      // Another incarnation was followed while this one was read, and knows more.
      replay();
    } else if (!replaying) {
      now();
    }
    return this;
  }

  private Behavior<Message> onConversationEnded(ConversationEnded ended) {
    if (ended.incarnation().equals(incarnation)) {
      incarnation = null;
      return followLater();
    }
    return this;
  }

  private Behavior<Message> followLater() {
    timers.startSingleTimer("follow", new Follow(), FOLLOW_AGAIN);
    return this;
  }

  private Behavior<Message> deliver(List<TimelineEntry> entries, Runnable goOn) {
    List<TimelineEntry> fresh =
        entries.getFirst().rev() > cursor
            ? entries
            : entries.stream().filter(entry -> entry.rev() > cursor).toList();
    if (fresh.isEmpty()) {
      goOn.run();
      return this;
    }
    cursor = fresh.getLast().rev();
    socket.tell(new FeedEvent.Entries(conversation, fresh, untoldRow(), goOn));
    return this;
  }

  private static void nothingWaits() {}

  private void now() {
    @Nullable InboxEntry row = untoldRow();
    if (row != null) {
      socket.tell(new FeedEvent.Now(conversation, row));
    }
  }

  /** The row is told once, and when the entries that led to it have been told, never before. */
  private @Nullable InboxEntry untoldRow() {
    if (current == null || current.rev() != cursor || cursor <= rowTold) {
      return null;
    }
    rowTold = cursor;
    return current;
  }

  private Behavior<Message> ended(String reason, boolean resumable) {
    socket.tell(new FeedEvent.Ended(conversation, reason, resumable));
    return Behaviors.stopped();
  }
}
