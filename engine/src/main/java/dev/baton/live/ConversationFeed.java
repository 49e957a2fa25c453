package dev.baton.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.stream.javadsl.Sink;
import dev.baton.conversation.ConversationHistory;
import dev.baton.conversation.ConversationMessage;
import dev.baton.conversation.ConversationSharding;
import dev.baton.conversation.ConversationUpdate;
import dev.baton.conversation.TimelineEntry;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
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

  private static final int REPLAY_BATCH = 100;
  private static final Duration FOLLOW_AGAIN = Duration.ofMillis(250);
  private static final Duration FOLLOW_TIMEOUT = Duration.ofSeconds(5);

  /** What can be sent to a feed. */
  public sealed interface Message {}

  private record Told(ConversationUpdate update) implements Message {}

  private record Replayed(List<TimelineEntry> entries) implements Message {}

  private record ReplayEnded(boolean whole) implements Message {}

  private record Follow() implements Message {}

  private record ConversationEnded(ActorRef<ConversationMessage> incarnation) implements Message {}

  private final ConversationId conversation;
  private final ConversationSharding conversations;
  private final ConversationHistory history;
  private final ActorRef<FeedEvent> socket;
  private final TimerScheduler<Message> timers;
  private final ActorRef<ConversationUpdate> updates;
  private final Queue<ConversationUpdate.Happened> waiting = new ArrayDeque<>();
  private @Nullable ActorRef<ConversationMessage> incarnation;
  private @Nullable InboxEntry current;
  private boolean replaying;
  private long cursor;

  /**
   * A feed.
   *
   * @param after the last {@code rev} that the client has
   */
  public static Behavior<Message> create(
      ConversationId conversation,
      long after,
      ConversationSharding conversations,
      ConversationHistory history,
      ActorRef<FeedEvent> socket) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new ConversationFeed(
                context, timers, conversation, after, conversations, history, socket)));
  }

  private ConversationFeed(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      ConversationId conversation,
      long after,
      ConversationSharding conversations,
      ConversationHistory history,
      ActorRef<FeedEvent> socket) {
    super(context);
    this.timers = timers;
    this.conversation = conversation;
    this.cursor = after;
    this.conversations = conversations;
    this.history = history;
    this.socket = socket;
    this.updates = context.messageAdapter(ConversationUpdate.class, Told::new);
    follow();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Told.class, told -> onUpdate(told.update()))
        .onMessage(Replayed.class, replayed -> deliver(replayed.entries()))
        .onMessage(ReplayEnded.class, ended -> onReplayEnded(ended.whole()))
        .onMessage(Follow.class, again -> follow())
        .onMessage(ConversationEnded.class, this::onConversationEnded)
        .build();
  }

  private Behavior<Message> follow() {
    conversations.get(conversation).tell(new ConversationMessage.Follow(updates));
    timers.startSingleTimer("follow", new Follow(), FOLLOW_TIMEOUT);
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
          ended("too many connections follow this conversation");
    };
  }

  private Behavior<Message> onFollowed(ConversationUpdate.Followed followed) {
    timers.cancel("follow");
    if (!followed.conversation().equals(incarnation)) {
      incarnation = followed.conversation();
      getContext().watchWith(incarnation, new ConversationEnded(incarnation));
    }
    current = followed.entry();
    socket.tell(new FeedEvent.Following(conversation, current));
    if (followed.rev() > cursor && !replaying) {
      replay(followed.rev());
    }
    return this;
  }

  private Behavior<Message> onHappened(ConversationUpdate.Happened happened) {
    if (replaying) {
      if (waiting.size() >= WAITING_MAX) {
        return ended("behind by more than " + WAITING_MAX + " updates");
      }
      waiting.add(happened);
      return this;
    }
    long first = happened.entries().getFirst().rev();
    if (first > cursor + 1) {
      waiting.add(happened);
      replay(first - 1);
      return this;
    }
    deliver(happened.entries());
    now(happened.entry());
    return this;
  }

  private void replay(long upTo) {
    replaying = true;
    ActorRef<Message> self = getContext().getSelf();
    history
        .read(conversation, cursor, upTo)
        .grouped(REPLAY_BATCH)
        .runWith(
            Sink.foreach(batch -> self.tell(new Replayed(List.copyOf(batch)))),
            getContext().getSystem())
        .whenComplete((done, failure) -> self.tell(new ReplayEnded(failure == null)));
  }

  private Behavior<Message> onReplayEnded(boolean whole) {
    replaying = false;
    if (!whole) {
      waiting.clear();
      return followLater();
    }
    if (current != null) {
      now(current);
    }
    while (!replaying && !waiting.isEmpty()) {
      onHappened(waiting.remove());
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

  private Behavior<Message> deliver(List<TimelineEntry> entries) {
    List<TimelineEntry> fresh = entries.stream().filter(entry -> entry.rev() > cursor).toList();
    if (!fresh.isEmpty()) {
      cursor = fresh.getLast().rev();
      socket.tell(new FeedEvent.Entries(conversation, fresh));
    }
    return this;
  }

  private void now(InboxEntry entry) {
    current = entry;
    socket.tell(new FeedEvent.Now(conversation, entry));
  }

  private Behavior<Message> ended(String reason) {
    socket.tell(new FeedEvent.Ended(conversation, reason));
    return Behaviors.stopped();
  }
}
