package dev.baton.engine;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.RetrievalPool;
import dev.baton.cluster.Membership;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationCounters;
import dev.baton.conversation.ConversationDamaged;
import dev.baton.conversation.ConversationHistory;
import dev.baton.conversation.ConversationMessage;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.ConversationSharding;
import dev.baton.conversation.ConversationSurroundings;
import dev.baton.conversation.DamagedConversations;
import dev.baton.conversation.Opening;
import dev.baton.conversation.OwnershipHistory;
import dev.baton.conversation.Principal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.database.DatabaseUnavailable;
import dev.baton.database.JournalReader;
import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.RequestId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.live.ConversationFeed;
import dev.baton.live.FeedEvent;
import dev.baton.live.InboxBook;
import dev.baton.live.InboxNews;
import dev.baton.live.Presence;
import dev.baton.replay.HistoryReader;
import dev.baton.replay.PastQuestion;
import dev.baton.replay.Replay;
import dev.baton.replay.Replays;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.sources.SourceLibrary;
import dev.baton.verify.CheckReport;
import dev.baton.verify.JournalChecker;
import dev.baton.workspace.WorkspaceDirectory;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A node's conversations, and everything that can be asked of them. Made by {@link EngineStarter}.
 *
 * <p>A stage that fails with a timeout means that the outcome is unknown: the caller repeats the
 * command with the same key. One that fails with {@link ConversationDamaged} means that somebody
 * must repair the conversation first.
 */
public final class ChatEngine implements AutoCloseable {
  private static final Duration READING_DEADLINE = Duration.ofSeconds(5);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);
  private static final Duration WAKE_AGAIN = Duration.ofSeconds(2);

  private final Parts parts;
  private final ConversationSharding conversations;
  private final ConversationHistory history;
  private final Reconciler reconciler;
  private final Admission admission;
  private final Timer comparing;
  private final HistoryReader pastQuestions;
  private final Replays replays;
  private volatile boolean closing;
  private final DamagedConversations damaged =
      new DamagedConversations(DatabaseUnavailable::isOutage);

  /** What an engine is made of. */
  record Parts(
      ActorSystem<?> system,
      Optional<Membership> membership,
      EngineSettings settings,
      Stores stores,
      WorkspaceDirectory workspaces,
      SourceLibrary library,
      RemovedSources removedSources,
      KnowledgeBase knowledge,
      ExecutorService reading,
      ActorRef<RetrievalPool.Message> pool,
      ActorRef<InboxBook.Message> book,
      Presence presence,
      ExecutorService blocking,
      JournalReader journal,
      ExecutorService replaying,
      Replay replay) {}

  ChatEngine(Parts parts, MeterRegistry registry) {
    this.parts = parts;
    ConversationCounters counters = new ConversationCounters(registry);
    parts.membership().ifPresent(membership -> membership.reports(counters::awake));
    conversations =
        new ConversationSharding(
            parts.system(),
            new ConversationSurroundings(
                parts.settings().conversation(),
                workspace -> parts.workspaces().get(workspace).settings(),
                parts.presence()::operatorOnline,
                parts.removedSources()::lives,
                parts.pool(),
                change -> parts.book().tell(new InboxBook.Changed(change)),
                counters,
                damaged,
                Clock.systemUTC()));
    registry.gauge("baton.conversations.damaged", damaged, all -> all.list().size());
    history = new ConversationHistory(parts.system());
    pastQuestions = new HistoryReader(parts.stores().inbox(), history, parts.system());
    replays = new Replays(parts.replay(), this::readySources, parts.replaying(), Clock.systemUTC());
    reconciler = new Reconciler(parts.journal(), parts.stores().inbox(), this::wake);
    admission = new Admission(parts.settings().underWay(), registry);
    comparing = registry.timer("baton.inbox.compared");
  }

  /** Heals what a crash left behind, now and from time to time: one node does it for all. */
  void catchUp() {
    ClusterSingleton.get(parts.system())
        .init(
            SingletonActor.of(
                Reconciling.create(
                    () -> comparing.record(reconciler::run),
                    parts.blocking(),
                    parts.settings().reconcileEvery()),
                "reconciler"));
  }

  /**
   * Calls back when this node has been shut out of the cluster by the others, or has given up
   * because it cannot see them: it serves no more, and the caller must stop.
   */
  public void onShutOut(Runnable action) {
    parts
        .system()
        .getWhenTerminated()
        .thenRun(() -> {
          if (!closing) {
            action.run();
          }
        });
  }

  /** Has the conversation decide a command; the reply comes after what it did is stored. */
  public CompletionStage<ConversationReply> perform(
      ConversationId conversation,
      Opening opening,
      Principal principal,
      ConversationCommand command) {
    Admission.Caller caller =
        principal instanceof Principal.Operator
            ? Admission.Caller.OPERATOR
            : Admission.Caller.CUSTOMER;
    return admission.admit(
        caller,
        () ->
            ask(
                conversation,
                replyTo -> new ConversationMessage.Perform(opening, principal, command, replyTo)));
  }

  /**
   * Asked before somebody begins a conversation.
   *
   * @throws java.util.concurrent.RejectedExecutionException where too much is under way already
   */
  public void checkNewConversation() {
    admission.check(Admission.Caller.NEW_CONVERSATION);
  }

  /** The same for somebody of the team, who can act only in a conversation that has begun. */
  public CompletionStage<ConversationReply> performAsOperator(
      ConversationId conversation,
      WorkspaceId workspace,
      Principal.Operator operator,
      ConversationCommand command) {
    return perform(conversation, Opening.ofTeam(workspace), operator, command);
  }

  /** Where a conversation stands; empty when it has not begun. */
  public CompletionStage<Optional<InboxEntry>> describe(ConversationId conversation) {
    return admission
        .admit(
            Admission.Caller.OPERATOR,
            () ->
                this.<ConversationMessage.Described>ask(
                    conversation, ConversationMessage.Describe::new))
        .thenApply(described -> Optional.ofNullable(described.entry()));
  }

  /** Tells those who follow that somebody is typing. */
  public void typing(ConversationId conversation, Principal principal) {
    tell(conversation, new ConversationMessage.Typing(principal));
  }

  /** What happened in a conversation, with {@code rev} from {@code after} + 1 to {@code upTo}. */
  public Source<TimelineEntry, NotUsed> history(
      ConversationId conversation, long after, long upTo) {
    return history.read(conversation, after, upTo);
  }

  /** The row of the inbox that a conversation was after its first {@code rev} events. */
  public CompletionStage<InboxEntry> describeAsOf(ConversationId conversation, long rev) {
    return history.entryAsOf(conversation, rev).runWith(Sink.head(), parts.system());
  }

  /** Who owned a conversation when, up to and with {@code rev}. */
  public CompletionStage<OwnershipHistory> ownership(ConversationId conversation, long rev) {
    return history.ownership(conversation, rev).runWith(Sink.head(), parts.system());
  }

  /**
   * An actor that tells {@code socket} everything after {@code after}; spawn it as the socket's
   * child.
   */
  public Behavior<ConversationFeed.Message> feed(
      ConversationId conversation, long after, ActorRef<FeedEvent> socket) {
    return ConversationFeed.create(
        conversation, after, message -> tell(conversation, message), history, socket);
  }

  /**
   * Tells {@code inbox} whatever changes in the lists that the viewer watches, at first {@code
   * WAITING} and {@code MINE}, until it ends; it counts as an operator who is online.
   */
  public void subscribe(WorkspaceId workspace, OperatorId viewer, ActorRef<InboxNews> inbox) {
    parts.book().tell(new InboxBook.Subscribe(workspace, viewer, inbox));
  }

  /** The lists that a subscriber watches from now on. */
  public void watch(WorkspaceId workspace, ActorRef<InboxNews> inbox, Set<InboxStore.View> views) {
    parts.book().tell(new InboxBook.Watch(workspace, inbox, views));
  }

  /** Tells everybody with the workspace's inbox open. */
  public void announce(WorkspaceId workspace, InboxNews news) {
    parts.book().tell(new InboxBook.Announce(workspace, news));
  }

  public boolean operatorOnline(WorkspaceId workspace) {
    return parts.presence().operatorOnline(workspace);
  }

  /** What the agent would say to one question, without a conversation. */
  public CompletionStage<Outcome> ask(WorkspaceId workspace, String question) {
    WorkspaceSettings rules = parts.workspaces().get(workspace).settings();
    boolean explicit = rules.explicitRequests() && rules.handoffRouting();
    Inquiry inquiry = new Inquiry(workspace, question, rules.handoffThreshold(), explicit);
    return AskPattern.<RetrievalPool.Message, RetrievalPool.Reply>ask(
            parts.pool(),
            replyTo -> new RetrievalPool.Ask(RequestId.random(), 0, inquiry, replyTo),
            parts.settings().conversation().answerDeadline(),
            parts.system().scheduler())
        .thenApply(RetrievalPool.Reply::outcome);
  }

  /** Begins to ask the agent what customers asked it before. Nothing is said to any of them. */
  public void replayHistory(WorkspaceId workspace) {
    replays.begin(
        workspace, Replays.Origin.HISTORY, cancelled -> pastQuestions.newest(workspace, cancelled));
  }

  /** The same with questions from elsewhere. */
  public void replay(WorkspaceId workspace, List<PastQuestion> questions) {
    replays.begin(workspace, Replays.Origin.FILE, cancelled -> questions);
  }

  public Replays replays() {
    return replays;
  }

  private Object readySources(WorkspaceId workspace) {
    return parts.library().list(workspace).stream()
        .filter(source -> source.state() == dev.baton.sources.Source.State.READY)
        .collect(
            Collectors.toMap(
                dev.baton.sources.Source::id, source -> String.valueOf(source.readAt())));
  }

  /** Checks the whole journal, with code that shares nothing with what wrote it. */
  public CompletionStage<CheckReport> verify() {
    return CompletableFuture.supplyAsync(
        () -> {
          JournalChecker checker = new JournalChecker();
          parts
              .journal()
              .forEach(
                  0,
                  event ->
                      checker.next(event.persistenceId(), event.sequenceNumber(), event.payload()));
          return checker.report();
        },
        parts.blocking());
  }

  public ActorSystem<?> system() {
    return parts.system();
  }

  public Stores stores() {
    return parts.stores();
  }

  public WorkspaceDirectory workspaces() {
    return parts.workspaces();
  }

  public SourceLibrary library() {
    return parts.library();
  }

  /** Threads for what blocks on the database; refuses work when too much waits. */
  public Executor blocking() {
    return parts.blocking();
  }

  /** Stops the conversations after what they are storing, then the rest. */
  @Override
  public void close() {
    closing = true;
    parts.library().close();
    parts.reading().shutdown();
    try {
      if (!parts.reading().awaitTermination(READING_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        parts.reading().shutdownNow();
      }
      parts.system().terminate();
      parts
          .system()
          .getWhenTerminated()
          .toCompletableFuture()
          .get(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      parts.system().log().warn("the engine did not stop in {}", STOP_DEADLINE);
    }
    parts.membership().ifPresent(Membership::close);
    parts.replaying().shutdownNow();
    parts.blocking().shutdownNow();
    parts.knowledge().close();
  }

  /** The conversations of this node whose stored history cannot be read. */
  public List<ConversationId> damaged() {
    return damaged.list();
  }

  private <T> CompletionStage<T> ask(
      ConversationId conversation,
      akka.japi.function.Function<ActorRef<T>, ConversationMessage> message) {
    if (damaged.bars(conversation)) {
      return CompletableFuture.failedStage(new ConversationDamaged(conversation));
    }
    return conversations
        .get(conversation)
        .ask(message, parts.settings().replyTimeout())
        .exceptionallyCompose(failure ->
            CompletableFuture.failedStage(
                damaged.bars(conversation) ? new ConversationDamaged(conversation) : failure));
  }

  /** Twice where its rev is known: one that lags ends itself, and its next incarnation goes on. */
  private void wake(ConversationId conversation, long rev) {
    tell(conversation, new ConversationMessage.Wake(rev));
    if (rev > 0) {
      parts
          .system()
          .scheduler()
          .scheduleOnce(
              WAKE_AGAIN,
              () -> tell(conversation, new ConversationMessage.Wake(rev)),
              parts.system().executionContext());
    }
  }

  private void tell(ConversationId conversation, ConversationMessage message) {
    if (!damaged.bars(conversation)) {
      conversations.get(conversation).tell(message);
    }
  }
}
