package dev.baton.http.inbox;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationRules;
import dev.baton.engine.ChatEngine;
import dev.baton.http.access.Access;
import dev.baton.http.access.Caller;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Keys;
import dev.baton.http.frames.Refusals;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.http.socket.Incoming;
import dev.baton.http.socket.Outgoing;
import dev.baton.http.socket.Sends;
import dev.baton.identity.ConversationId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.live.ConversationFeed;
import dev.baton.live.FeedEvent;
import dev.baton.live.InboxNews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One operator's connection: FRAMES.md section 5. It follows the workspace's lists, and the
 * conversations that the client has open.
 */
final class InboxSocket extends AbstractBehavior<InboxSocket.Message> {
  /** Conversations that one operator's socket may follow at the same time. */
  static final int FOLLOWED_MAX = 1_000;

  private static final int EARLY_MAX = 256;
  private static final Duration SESSION_CHECK = Duration.ofSeconds(2);
  private static final Duration TELL_EVERY = Duration.ofMillis(50);
  private static final Object ROWS = "rows";

  sealed interface Message {}

  record FromClient(Incoming incoming) implements Message {}

  private record News(InboxNews news) implements Message {}

  private record Fed(FeedEvent event) implements Message {}

  private record Decided(
      ConversationId conversation,
      @Nullable ActorRef<ConversationFeed.Message> feed,
      Sends.Outcome outcome)
      implements Message {}

  private record RowsDue() implements Message {}

  private record SessionCheckDue() implements Message {}

  private record SessionChecked(boolean valid) implements Message {}

  private record NotChecked() implements Message {}

  private record Followed(ActorRef<ConversationFeed.Message> feed, boolean known) {}

  private final ChatEngine engine;
  private final WrittenNews written;
  private final Access access;
  private final Executor blocking;
  private final Caller caller;
  private final Outgoing client;
  private final TimerScheduler<Message> timers;
  private final ShownRows rows;
  private final ActorRef<InboxNews> inboxNews;
  private final ActorRef<FeedEvent> feedEvents;
  private final Sends sends = new Sends();
  private final Map<ConversationId, Followed> followed = new HashMap<>();

  /** What was told before the welcome: a client that fetches its lists after it would not know. */
  private final List<InboxNews> early = new ArrayList<>();

  private boolean welcomed;
  private boolean stopping;

  static Behavior<Message> create(
      ChatEngine engine,
      WrittenNews written,
      Access access,
      Executor blocking,
      Caller caller,
      Outgoing client) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers ->
            new InboxSocket(context, timers, engine, written, access, blocking, caller, client)));
  }

  private InboxSocket(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      ChatEngine engine,
      WrittenNews written,
      Access access,
      Executor blocking,
      Caller caller,
      Outgoing client) {
    super(context);
    this.engine = engine;
    this.written = written;
    this.access = access;
    this.blocking = blocking;
    this.caller = caller;
    this.client = client;
    this.feedEvents = context.messageAdapter(FeedEvent.class, Fed::new);
    this.inboxNews = context.messageAdapter(InboxNews.class, News::new);
    engine.subscribe(caller.workspace(), caller.operator().id(), inboxNews);
    this.timers = timers;
    this.rows = new ShownRows(caller.operator().id());
    timers.startTimerWithFixedDelay(new SessionCheckDue(), SESSION_CHECK);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(FromClient.class, from -> onClient(from.incoming()))
        .onMessage(News.class, news -> onNews(news.news()))
        .onMessage(Fed.class, fed -> onFeed(fed.event()))
        .onMessage(Decided.class, this::onDecided)
        .onMessage(RowsDue.class, due -> tellRows())
        .onMessage(SessionCheckDue.class, due -> checkSession())
        .onMessage(SessionChecked.class, checked -> checked.valid() ? this : refuse(sessionEnded()))
        .onMessage(NotChecked.class, later -> this)
        .build();
  }

  private Behavior<Message> onClient(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Frame frame -> stopping ? this : onFrame(frame.text());
      case Incoming.BadFrame bad -> refuse(bad.problem());
      case Incoming.Stopping stopping -> stopWhenAnswered();
      case Incoming.Gone gone -> Behaviors.stopped();
    };
  }

  private Behavior<Message> onFrame(String text) {
    try {
      InboxFrame frame = Json.read(text, InboxFrame.class);
      if (frame.kind().equals("watch")) {
        return watch(frame.views());
      }
      if (frame.conversation() == null) {
        return missing("conversation");
      }
      ConversationId conversation = InboxRoutes.conversationId(frame.conversation());
      return switch (frame.kind()) {
        case "follow" ->
            follow(conversation, frame.after() == null ? 0 : Math.max(0, frame.after()));
        case "unfollow" -> unfollow(conversation);
        case "typing" -> typing(conversation);
        case "reply" -> reply(conversation, frame);
        default ->
            throw Refused.invalid(
                "kind",
                "There is no frame of the kind " + frame.kind() + ".",
                "follow, unfollow, typing, watch, reply");
      };
    } catch (Refused refused) {
      return refuse(refused.problem());
    }
  }

  private Behavior<Message> follow(ConversationId conversation, long after) {
    unfollow(conversation);
    if (followed.size() >= FOLLOWED_MAX) {
      return refuse(
          Problem.of(429, "too_many", "At most " + FOLLOWED_MAX + " conversations at once.")
              .limit(FOLLOWED_MAX));
    }
    followed.put(
        conversation,
        new Followed(
            getContext().spawnAnonymous(engine.feed(conversation, after, feedEvents)), false));
    return this;
  }

  private Behavior<Message> unfollow(ConversationId conversation) {
    Followed gone = followed.remove(conversation);
    if (gone != null) {
      getContext().stop(gone.feed());
    }
    return this;
  }

  private Behavior<Message> typing(ConversationId conversation) {
    Followed known = followed.get(conversation);
    if (known != null && known.known()) {
      engine.typing(conversation, caller.principal());
    }
    return this;
  }

  private Behavior<Message> onNews(InboxNews news) {
    if (news instanceof InboxNews.Counted counted) {
      return onCounted(counted.tally().of(caller.operator().id()));
    }
    if (welcomed) {
      return tell(news);
    }
    early.add(news);
    return early.size() > EARLY_MAX
        ? refuse(
            Problem.of(503, "overloaded", "Connect again: too much has changed meanwhile.")
                .retryAfter(1))
        : this;
  }

  private Behavior<Message> tell(InboxNews news) {
    if (news instanceof InboxNews.Missed) {
      client.restart();
      return Behaviors.stopped();
    }
    ByteString frame = written.of(news);
    return frame == null || client.send(frame) ? this : Behaviors.stopped();
  }

  /**
   * What the feed of another workspace's conversation says is never passed on: the first word
   * decides.
   */
  private Behavior<Message> onFeed(FeedEvent event) {
    ConversationId conversation = event.conversation();
    Followed feed = followed.get(conversation);
    if (feed == null) {
      return this;
    }
    if (event instanceof FeedEvent.Following following && !feed.known()) {
      @Nullable InboxEntry entry = following.entry();
      if (entry == null || !entry.workspace().equals(caller.workspace())) {
        unfollow(conversation);
        return this;
      }
      followed.put(conversation, new Followed(feed.feed(), true));
      return this;
    }
    return switch (event) {
      case FeedEvent.Entries entries -> {
        ObjectNode frame = Wire.frame("timeline").put("conversation", conversation.value());
        ArrayNode list = frame.putArray("entries");
        entries.entries().forEach(entry -> list.add(Wire.timeline(entry)));
        Behavior<Message> next = send(frame);
        client.whenTaken(entries.goOn());
        yield next != this || entries.now() == null ? next : now(entries.now());
      }
      case FeedEvent.Typing typing -> {
        ObjectNode frame = Wire.frame("typing").put("conversation", conversation.value());
        frame.set("author", Wire.author(typing.principal(), true));
        yield typing.principal().equals(caller.principal()) ? this : send(frame);
      }
      case FeedEvent.Ended ended -> refuse(Outgoing.feedEnded(ended));
      case FeedEvent.Following following -> this;
      case FeedEvent.Now now -> now(now.entry());
    };
  }

  /** The first row is told at once, and those that follow come together, as in the lists. */
  private Behavior<Message> now(InboxEntry entry) {
    rows.changed(entry);
    return timers.isTimerActive(ROWS) ? this : tellRows();
  }

  private Behavior<Message> tellRows() {
    List<InboxEntry> told = rows.take();
    if (told.isEmpty()) {
      return this;
    }
    timers.startSingleTimer(ROWS, new RowsDue(), TELL_EVERY);
    return send(WrittenNews.entries(told));
  }

  private Behavior<Message> watch(@Nullable List<@Nullable String> names) {
    if (names == null) {
      return missing("views");
    }
    engine.watch(caller.workspace(), inboxNews, rows.watch(names));
    return this;
  }

  private Behavior<Message> reply(ConversationId conversation, InboxFrame frame) {
    if (frame.key() == null) {
      return missing("key");
    }
    IdempotencyKey key;
    try {
      key = Keys.read(frame.key(), "key");
      if (frame.text() == null) {
        throw Refused.invalid("text", "text is a string.", ConversationRules.MESSAGE_LENGTH_MAX);
      }
      sends.begin();
    } catch (Refused refused) {
      return send(
          Sends.refused(frame.key(), refused.problem()).put("conversation", conversation.value()));
    }
    Followed feed = followed.get(conversation);
    getContext()
        .pipeToSelf(
            engine
                .performAsOperator(
                    conversation,
                    caller.workspace(),
                    caller.principal(),
                    new ConversationCommand.Reply(key, frame.text(), frame.generation()))
                .thenApply(Refusals::accepted),
            (accepted, failure) ->
                new Decided(
                    conversation,
                    feed == null ? null : feed.feed(),
                    Sends.Outcome.of(key, accepted, failure)));
    return this;
  }

  /** The message comes by the feed that was there when it was sent, if by any. */
  private Behavior<Message> onDecided(Decided decided) {
    Followed feed = followed.get(decided.conversation());
    boolean comes = feed != null && feed.feed().equals(decided.feed());
    @Nullable ObjectNode told = sends.end(decided.outcome(), comes);
    Behavior<Message> next =
        told == null ? this : send(told.put("conversation", decided.conversation().value()));
    return stopping && next == this ? stopWhenAnswered() : next;
  }

  /** What has begun is answered; what comes from now on is for the next connection. */
  private Behavior<Message> stopWhenAnswered() {
    stopping = true;
    if (!sends.isEmpty()) {
      return this;
    }
    client.restart();
    return Behaviors.stopped();
  }

  private Behavior<Message> onCounted(InboxStore.Counts counts) {
    if (welcomed) {
      return send(Wire.frame("counts", "counts", Wire.counts(counts)));
    }
    welcomed = true;
    ObjectNode welcome =
        Wire.frame(
            "welcome",
            "session",
            InboxRoutes.session(caller, engine.workspaces().get(caller.workspace())));
    welcome.set("counts", Wire.counts(counts));
    Behavior<Message> next = send(welcome);
    for (InboxNews news : early) {
      next = next == this ? tell(news) : next;
    }
    early.clear();
    return next;
  }

  private Behavior<Message> checkSession() {
    String hash = caller.sessionHash();
    if (hash != null) {
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(() -> access.stillLoggedIn(hash) != null, blocking),
              (valid, failure) -> failure == null ? new SessionChecked(valid) : new NotChecked());
    }
    return this;
  }

  private static Problem sessionEnded() {
    return Problem.of(401, "not_authenticated", "The session has ended. Log in again.");
  }

  private Behavior<Message> send(ObjectNode frame) {
    return client.send(frame) ? this : Behaviors.stopped();
  }

  private Behavior<Message> missing(String field) {
    return refuse(Problem.of(400, "missing_field", field + " is missing.").at(field, null));
  }

  private Behavior<Message> refuse(Problem problem) {
    client.refuse(problem);
    return Behaviors.stopped();
  }
}
