package dev.baton.conversation;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.baton.answering.Inquiry;
import dev.baton.answering.RetrievalPool;
import dev.baton.identity.ConversationId;
import dev.baton.identity.RequestId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import dev.baton.workspace.WorkspaceSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One conversation: the only writer of its history and the only judge of who may speak in it.
 *
 * <p>It runs {@link ConversationRules#decide}, stores the events in one write, and only then
 * replies, tells its followers and asks the agent. When a write fails it stops and its last word is
 * "unknown": nobody knows whether the write landed, the caller sends the same key again, the
 * followers see it end and follow its next incarnation. A second incarnation cannot append: the
 * journal's primary key refuses a sequence number that exists.
 *
 * <p>A request to the agent always ends: by its outcome, by {@link
 * ConversationMessage.AnswerOverdue}, or by losing the conversation. After a crash {@code
 * RecoveryCompleted} asks again under the same request, so that a second outcome is recognised and
 * dropped.
 */
public final class Conversation
    extends EventSourcedBehaviorWithEnforcedReplies<
        ConversationMessage, ConversationEvent, ConversationState> {

  private static final Object ASK = "ask";
  private static final Object HOLD = "hold";
  private static final Object OVERDUE = "overdue";

  private final ConversationId id;
  private final ActorContext<ConversationMessage> context;
  private final TimerScheduler<ConversationMessage> timers;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final ConversationSurroundings surroundings;
  private final ConversationSettings bounds;
  private final ActorRef<RetrievalPool.Reply> replies;
  private final Set<ActorRef<ConversationUpdate>> followers = new HashSet<>();
  private @Nullable ActorRef<ConversationReply> storingFor;

  /** The behavior of the conversation that {@code id} names. */
  public static Behavior<ConversationMessage> create(
      ConversationId id,
      ActorRef<ClusterSharding.ShardCommand> shard,
      ConversationSurroundings surroundings) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new Conversation(id, context, timers, shard, surroundings)));
  }

  private Conversation(
      ConversationId id,
      ActorContext<ConversationMessage> context,
      TimerScheduler<ConversationMessage> timers,
      ActorRef<ClusterSharding.ShardCommand> shard,
      ConversationSurroundings surroundings) {
    super(PersistenceId.of(ConversationSharding.TYPE, id.value()));
    this.id = id;
    this.context = context;
    this.timers = timers;
    this.shard = shard;
    this.surroundings = surroundings;
    this.bounds = surroundings.bounds();
    this.replies =
        context.messageAdapter(
            RetrievalPool.Reply.class,
            reply ->
                new ConversationMessage.AgentReplied(
                    reply.request(), reply.generation(), reply.outcome()));
    surroundings.counters().woke();
    context.setReceiveTimeout(bounds.idleAfter(), new ConversationMessage.Idle());
  }

  @Override
  public ConversationState emptyState() {
    return ConversationState.empty();
  }

  @Override
  public CommandHandlerWithReply<ConversationMessage, ConversationEvent, ConversationState>
      commandHandler() {
    return this::onMessage;
  }

  @Override
  public EventHandler<ConversationState, ConversationEvent> eventHandler() {
    return ConversationState::evolve;
  }

  @Override
  public SignalHandler<ConversationState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, (state, failed) -> onRecoveryFailed(failed.getFailure()))
        .onSignal(PostStop.instance(), this::onStopped)
        .build();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(bounds.snapshotEvery(), 2);
  }

  @Override
  public SnapshotAdapter<ConversationState> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(ConversationState state) {
        return StoredConversation.of(state);
      }

      @Override
      public ConversationState fromJournal(Object stored) {
        return ((StoredConversation) stored).state();
      }
    };
  }

  private ReplyEffect<ConversationEvent, ConversationState> onMessage(
      ConversationState state, ConversationMessage message) {
    return switch (message) {
      case ConversationMessage.Perform perform -> onPerform(state, perform);
      case ConversationMessage.AgentReplied replied ->
          onOutcome(
              state,
              new ConversationCommand.CompleteAnswer(
                  replied.request(), replied.generation(), replied.outcome()));
      case ConversationMessage.AnswerOverdue overdue ->
          onOutcome(
              state,
              new ConversationCommand.CompleteAnswer(
                  overdue.request(),
                  overdue.generation(),
                  RetrievalPool.unavailable(inquiry(state))));
      case ConversationMessage.AskDue due -> onAskDue(state, due.request());
      case ConversationMessage.Follow follow -> onFollow(state, follow.follower());
      case ConversationMessage.FollowerEnded ended -> {
        followers.remove(ended.follower());
        yield Effect().noReply();
      }
      case ConversationMessage.Describe describe ->
          Effect().reply(describe.replyTo(), new ConversationMessage.Described(entry(state)));
      case ConversationMessage.Typing typing -> onTyping(state, typing.principal());
      case ConversationMessage.Wake wake -> onWake(state, wake.rev());
      case ConversationMessage.Idle idle -> onIdle(state);
      case ConversationMessage.Stop stop -> Effect().stop().thenNoReply();
    };
  }

  private ReplyEffect<ConversationEvent, ConversationState> onPerform(
      ConversationState state, ConversationMessage.Perform perform) {
    Verdict verdict =
        ConversationRules.decide(
            state, perform.principal(), perform.command(), circumstances(perform.opening()));
    return switch (verdict) {
      case Verdict.Accept accept -> {
        storingFor = perform.replyTo();
        yield Effect()
            .persist(accept.events())
            .thenRun((ConversationState after) -> stored(state, accept.events(), after))
            .thenReply(
                perform.replyTo(),
                after ->
                    new ConversationReply.Accepted(
                        after.entry(id), TimelineEntry.saidByAPerson(accept.events()), false));
      }
      case Verdict.Repeat repeat ->
          Effect()
              .reply(
                  perform.replyTo(),
                  new ConversationReply.Accepted(
                      state.entry(id),
                      repeat.receipt().message(perform.principal(), perform.command()),
                      true));
      case Verdict.Refuse refuse ->
          Effect().reply(perform.replyTo(), refused(state, refuse.refusal()));
      case Verdict.Drop drop ->
          throw new IllegalStateException("only outcomes of the agent are dropped");
    };
  }

  private ReplyEffect<ConversationEvent, ConversationState> onOutcome(
      ConversationState state, ConversationCommand.CompleteAnswer complete) {
    if (state.opening() == null) {
      return Effect().noReply();
    }
    Verdict verdict =
        ConversationRules.decide(
            state, new Principal.Agent(), complete, circumstances(state.opening()));
    return switch (verdict) {
      case Verdict.Accept accept ->
          Effect()
              .persist(accept.events())
              .thenRun((ConversationState after) -> stored(state, accept.events(), after))
              .thenNoReply();
      case Verdict.Drop drop -> {
        surroundings.counters().dropped(drop.reason());
        yield Effect().noReply();
      }
      case Verdict.Repeat repeat -> Effect().noReply();
      case Verdict.Refuse refuse -> Effect().noReply();
    };
  }

  private ReplyEffect<ConversationEvent, ConversationState> onAskDue(
      ConversationState state, RequestId request) {
    pursue(Asking.whenDue(state, request), state);
    return Effect().noReply();
  }

  private ReplyEffect<ConversationEvent, ConversationState> onFollow(
      ConversationState state, ActorRef<ConversationUpdate> follower) {
    if (followers.size() >= bounds.followersMax() && !followers.contains(follower)) {
      follower.tell(new ConversationUpdate.FollowRefused());
      return Effect().noReply();
    }
    if (followers.add(follower)) {
      context.watchWith(follower, new ConversationMessage.FollowerEnded(follower));
    }
    follower.tell(new ConversationUpdate.Followed(context.getSelf(), state.rev(), entry(state)));
    return Effect().noReply();
  }

  private ReplyEffect<ConversationEvent, ConversationState> onTyping(
      ConversationState state, Principal principal) {
    tell(new ConversationUpdate.Typing(principal));
    @Nullable PendingAnswer pending = state.pending();
    if (principal instanceof Principal.Customer && pending != null && timers.isTimerActive(ASK)) {
      timers.startSingleTimer(
          ASK, new ConversationMessage.AskDue(pending.request()), bounds.typingHold());
    }
    return Effect().noReply();
  }

  private ReplyEffect<ConversationEvent, ConversationState> onIdle(ConversationState state) {
    if (followers.isEmpty() && state.pending() == null) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().noReply();
  }

  private ReplyEffect<ConversationEvent, ConversationState> onWake(
      ConversationState state, long rev) {
    if (state.rev() < rev) {
      // A write of an earlier incarnation landed after this one had read the journal.
      return Effect().stop().thenNoReply();
    }
    if (state.opening() != null) {
      surroundings.inbox().accept(new InboxChange(null, state.entry(id)));
    }
    return Effect().noReply();
  }

  private void onRecovered(ConversationState state) {
    surroundings.damaged().readable(id);
    pursue(Asking.afterRecovery(state), state);
    if (state.opening() != null) {
      surroundings.inbox().accept(new InboxChange(null, state.entry(id)));
    }
  }

  private void onRecoveryFailed(Throwable failure) {
    if (surroundings.damaged().unreadable(id, failure)) {
      context.getLog().error("{} needs repair: {}", id, failure.getMessage());
    }
  }

  private void onStopped(ConversationState state) {
    surroundings.counters().rested();
    if (storingFor != null) {
      storingFor.tell(new ConversationReply.Unknown());
    }
  }

  private void stored(
      ConversationState before, List<ConversationEvent> events, ConversationState after) {
    storingFor = null;
    List<TimelineEntry> entries = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      entries.add(TimelineEntry.of(before.rev() + 1 + i, events.get(i)));
      surroundings.counters().happened(events.get(i));
    }
    InboxEntry entry = after.entry(id);
    tell(new ConversationUpdate.Happened(entries, entry));
    surroundings.inbox().accept(new InboxChange(before.placement(), entry));
    pursue(Asking.afterWrite(before, after), after);
  }

  private void pursue(Asking asking, ConversationState state) {
    switch (asking) {
      case Asking.Forget forget -> {
        timers.cancel(ASK);
        timers.cancel(HOLD);
        timers.cancel(OVERDUE);
      }
      case Asking.AfterPause pause -> {
        timers.cancel(OVERDUE);
        timers.startSingleTimer(
            ASK, new ConversationMessage.AskDue(pause.pending().request()), bounds.quietPeriod());
        timers.startSingleTimer(
            HOLD, new ConversationMessage.AskDue(pause.pending().request()), bounds.holdMax());
      }
      case Asking.Now now -> ask(state, now.pending());
      case Asking.Unchanged unchanged -> {}
    }
  }

  private void ask(ConversationState state, PendingAnswer pending) {
    timers.cancel(ASK);
    timers.cancel(HOLD);
    surroundings
        .pool()
        .tell(
            new RetrievalPool.Ask(
                pending.request(), pending.generation(), inquiry(state), replies));
    timers.startSingleTimer(
        OVERDUE,
        new ConversationMessage.AnswerOverdue(pending.request(), pending.generation()),
        bounds.answerDeadline());
  }

  private Inquiry inquiry(ConversationState state) {
    if (state.opening() == null) {
      throw new IllegalStateException("nothing was asked");
    }
    WorkspaceSettings settings = surroundings.settings().apply(state.opening().workspace());
    boolean explicit = settings.explicitRequests() && settings.handoffRouting();
    return new Inquiry(
        state.opening().workspace(),
        state.question(),
        state.personQuestion(),
        settings.handoffThreshold(),
        explicit);
  }

  private Circumstances circumstances(Opening opening) {
    WorkspaceSettings settings = surroundings.settings().apply(opening.workspace());
    boolean online = surroundings.operatorOnline().test(opening.workspace());
    String line = online ? settings.handoffLine() : settings.awayLine();
    Instant now = surroundings.clock().instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    return new Circumstances(
        now,
        opening,
        new Circumstances.HandoffWording(
            settings.handoffRouting(), line, settings.unansweredLine()),
        RequestId.random(),
        surroundings.sourceLives());
  }

  private ConversationReply refused(ConversationState state, Refusal refusal) {
    return new ConversationReply.Refused(
        refusal, refusal == Refusal.NOT_FOUND ? null : entry(state));
  }

  private @Nullable InboxEntry entry(ConversationState state) {
    return state.opening() == null ? null : state.entry(id);
  }

  private void tell(ConversationUpdate update) {
    for (ActorRef<ConversationUpdate> follower : followers) {
      follower.tell(update);
    }
  }
}
