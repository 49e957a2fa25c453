package dev.baton.http.widget;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.Principal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.conversation.TimelineEntry.Happening;
import dev.baton.customers.CustomerSession;
import dev.baton.engine.ChatEngine;
import dev.baton.http.access.Access;
import dev.baton.http.access.Peers;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Keys;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Failures;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.http.socket.Incoming;
import dev.baton.http.socket.Outgoing;
import dev.baton.http.socket.Sends;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.Secret;
import dev.baton.inboxview.InboxEntry;
import dev.baton.live.FeedEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One customer's connection: FRAMES.md sections 4.1 and 4.2. It makes customer frames only; none of
 * them can carry what operators see.
 */
final class WidgetSocket extends AbstractBehavior<WidgetSocket.Message> {
  private static final Duration HELLO_DEADLINE = Duration.ofSeconds(10);

  sealed interface Message {}

  record FromClient(Incoming incoming) implements Message {}

  private record Admitted(CustomerSession session, long after) implements Message {}

  private record Turned(Problem problem) implements Message {}

  private record Fed(FeedEvent event) implements Message {}

  private record Renewed(CustomerSession session) implements Message {}

  private record Decided(CustomerSession session, Sends.Outcome outcome) implements Message {}

  private record HelloOverdue() implements Message {}

  record ClientFrame(
      @JsonProperty(required = true) String kind,
      @Nullable String token,
      @Nullable Long after,
      @Nullable String key,
      @Nullable String text) {}

  private final ChatEngine engine;
  private final Access access;
  private final CustomerCommands commands;
  private final Peers.Peer peer;
  private final Outgoing client;
  private final ActorRef<FeedEvent> feedEvents;
  private final Sends sends = new Sends();

  /** Messages that have come and not been given to the conversation: none, but for a moment. */
  private final Queue<ConversationCommand.PostMessage> inTurn = new ArrayDeque<>();

  private @Nullable Secret token;
  private @Nullable CustomerSession session;
  private long lastSeq;
  private boolean thinking;
  private boolean stopping;
  private @Nullable ObjectNode lastStatus;

  static Behavior<Message> create(
      ChatEngine engine,
      Access access,
      CustomerCommands commands,
      Peers.Peer peer,
      Outgoing client) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startSingleTimer(new HelloOverdue(), HELLO_DEADLINE);
          return new WidgetSocket(context, engine, access, commands, peer, client);
        }));
  }

  private WidgetSocket(
      ActorContext<Message> context,
      ChatEngine engine,
      Access access,
      CustomerCommands commands,
      Peers.Peer peer,
      Outgoing client) {
    super(context);
    this.engine = engine;
    this.access = access;
    this.commands = commands;
    this.peer = peer;
    this.client = client;
    this.feedEvents = context.messageAdapter(FeedEvent.class, Fed::new);
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(FromClient.class, from -> onClient(from.incoming()))
        .onMessage(Admitted.class, this::onAdmitted)
        .onMessage(Turned.class, turned -> refuse(turned.problem()))
        .onMessage(Renewed.class, renewed -> onRenewed(renewed.session()))
        .onMessage(Decided.class, this::onDecided)
        .onMessage(Fed.class, fed -> onFeed(fed.event()))
        .onMessage(HelloOverdue.class, overdue -> onHelloOverdue())
        .onSignal(Terminated.class, ended -> Behaviors.stopped())
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
    ClientFrame frame;
    try {
      frame = Json.read(text, ClientFrame.class);
    } catch (Refused refused) {
      return refuse(refused.problem());
    }
    return switch (frame.kind()) {
      case "hello" -> onHello(frame);
      case "typing" -> onTyping();
      case "send" -> onSend(frame);
      default ->
          refuse(
              Problem.of(
                      400, "invalid_value", "There is no frame of the kind " + frame.kind() + ".")
                  .at("kind", null));
    };
  }

  private Behavior<Message> onHello(ClientFrame hello) {
    if (token != null || hello.token() == null || hello.after() == null || hello.after() < 0) {
      return refuse(Problem.of(400, "malformed", "Say hello once, with token and after."));
    }
    token = new Secret(hello.token());
    long after = hello.after();
    getContext()
        .pipeToSelf(
            access.customer(token),
            (found, failure) ->
                found == null ? new Turned(Failures.problem(failure)) : new Admitted(found, after));
    return this;
  }

  private Behavior<Message> onAdmitted(Admitted admitted) {
    session = admitted.session();
    lastSeq = admitted.after();
    ActorRef<?> feed =
        getContext()
            .spawn(engine.feed(session.conversation(), admitted.after(), feedEvents), "feed");
    getContext().watch(feed);
    return this;
  }

  private Behavior<Message> onTyping() {
    if (session != null) {
      engine.typing(session.conversation(), new Principal.Customer(session.customer()));
    }
    return this;
  }

  private Behavior<Message> onSend(ClientFrame frame) {
    if (lastStatus == null || token == null || frame.key() == null) {
      return refuse(Problem.of(400, "malformed", "Send key and text, after the welcome."));
    }
    IdempotencyKey key;
    try {
      key = Keys.read(frame.key(), "key");
      if (frame.text() == null) {
        throw Refused.invalid("text", "text is a string.", ConversationRules.MESSAGE_LENGTH_MAX);
      }
      sends.begin();
    } catch (Refused refused) {
      return send(Sends.refused(frame.key(), refused.problem()));
    }
    inTurn.add(new ConversationCommand.PostMessage(key, frame.text()));
    if (session != null && access.isOpen(session)) {
      performAll(session, token);
    } else if (inTurn.size() == 1) {
      getContext()
          .pipeToSelf(
              access.customer(token),
              (found, failure) ->
                  found == null ? new Turned(Failures.problem(failure)) : new Renewed(found));
    }
    return this;
  }

  /** Another tab or a call has kept the session alive meanwhile. */
  private Behavior<Message> onRenewed(CustomerSession found) {
    session = found;
    if (token != null) {
      performAll(found, token);
    }
    return this;
  }

  private void performAll(CustomerSession open, Secret opener) {
    while (!inTurn.isEmpty()) {
      ConversationCommand.PostMessage post = inTurn.remove();
      getContext()
          .pipeToSelf(
              commands.perform(open, opener, peer, post),
              (done, failure) ->
                  new Decided(
                      done == null ? open : done.session(),
                      Sends.Outcome.of(
                          post.key(), done == null ? null : done.accepted(), failure)));
    }
  }

  private Behavior<Message> onDecided(Decided decided) {
    if (session == null || decided.session().expiresAt().isAfter(session.expiresAt())) {
      session = decided.session();
    }
    @Nullable ObjectNode told = sends.end(decided.outcome(), true);
    Behavior<Message> next = told == null ? this : send(told);
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

  private Behavior<Message> onFeed(FeedEvent event) {
    return switch (event) {
      case FeedEvent.Following following -> onFollowing(following.entry());
      case FeedEvent.Entries entries -> {
        onEntries(entries.entries());
        client.whenTaken(entries.goOn());
        yield entries.now() == null ? this : status(entries.now());
      }
      case FeedEvent.Now now -> status(now.entry());
      case FeedEvent.Typing typing -> onSomebodyTypes(typing.principal());
      case FeedEvent.Ended ended -> refuse(Outgoing.feedEnded(ended));
    };
  }

  private Behavior<Message> onFollowing(@Nullable InboxEntry entry) {
    if (lastStatus != null) {
      return entry == null ? this : status(entry);
    }
    ObjectNode status = statusOf(entry);
    lastStatus = status;
    long last = entry == null || entry.lastLine() == null ? 0 : entry.lastLine().seq();
    ObjectNode welcome =
        Wire.frame("welcome").put("conversation", conversation()).put("lastSeq", last);
    welcome.set("status", status);
    return send(welcome);
  }

  private void onEntries(List<TimelineEntry> entries) {
    boolean thinkingAfter = thinking;
    ObjectNode frame = Wire.frame("messages");
    ArrayNode messages = frame.putArray("messages");
    List<ObjectNode> ratings = new ArrayList<>();
    for (TimelineEntry entry : entries) {
      entry
          .forCustomer()
          .filter(message -> message.seq() > lastSeq)
          .ifPresent(message -> {
            lastSeq = message.seq();
            messages.add(Wire.messageForCustomer(message));
          });
      entry
          .ratingForCustomer()
          .ifPresent(rated -> ratings.add(Wire.frame("rated").setAll(Wire.rating(rated))));
      switch (entry.happening()) {
        case Happening.Said said ->
            thinkingAfter &=
                said.message().author() instanceof dev.baton.conversation.Message.Author.Customer;
        case Happening.Asked asked -> thinkingAfter = true;
        case Happening.TakenOver taken -> thinkingAfter = false;
        case Happening.HandedOff off -> thinkingAfter = false;
        case Happening.Closed closed -> thinkingAfter = false;
        default -> {}
      }
    }
    if (!messages.isEmpty()) {
      send(frame);
    }
    ratings.forEach(this::send);
    if (thinkingAfter != thinking) {
      thinking = thinkingAfter;
      send(Wire.frame("thinking").put("on", thinking));
    }
  }

  private Behavior<Message> status(InboxEntry entry) {
    ObjectNode status = statusOf(entry);
    if (status.equals(lastStatus)) {
      return this;
    }
    lastStatus = status;
    ObjectNode frame = Wire.frame("status");
    frame.set("status", status);
    return send(frame);
  }

  private Behavior<Message> onSomebodyTypes(Principal principal) {
    if (principal instanceof Principal.Operator operator) {
      ObjectNode frame = Wire.frame("typing");
      frame.set("author", Wire.author(operator, false));
      return send(frame);
    }
    return this;
  }

  private Behavior<Message> onHelloOverdue() {
    return token != null
        ? this
        : refuse(Problem.of(408, "timeout", "The first frame did not come in time."));
  }

  private ObjectNode statusOf(@Nullable InboxEntry entry) {
    String wait =
        session == null
            ? ""
            : engine.workspaces().get(session.workspace()).settings().expectedWait();
    return Wire.status(entry, wait);
  }

  private String conversation() {
    return session == null ? "" : session.conversation().value();
  }

  private Behavior<Message> send(ObjectNode frame) {
    return client.send(frame) ? this : Behaviors.stopped();
  }

  private Behavior<Message> refuse(Problem problem) {
    client.refuse(problem);
    return Behaviors.stopped();
  }
}
