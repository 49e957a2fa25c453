package dev.baton.simulator;

import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.RetrievalPool;
import dev.baton.conversation.Asking;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.ConversationState;
import dev.baton.conversation.Opening;
import dev.baton.conversation.PendingAnswer;
import dev.baton.conversation.Principal;
import dev.baton.conversation.Refusal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.conversation.Verdict;
import dev.baton.identity.RequestId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of the conversation: what {@code Conversation} does around the rules. It stores
 * before it replies, keeps what comes meanwhile in a stash, and stops without a reply when a write
 * fails.
 */
final class Incarnation {
  /** What can be sent to it. */
  sealed interface Call {
    record Perform(
        Principal principal, ConversationCommand command, Consumer<ConversationReply> reply)
        implements Call {}

    record Completed(ConversationCommand.CompleteAnswer complete, @Nullable Verdict judged)
        implements Call {}

    record Overdue(RequestId request, long generation, long timer) implements Call {}

    record AskDue(RequestId request, long timer) implements Call {}

    record Follow(Feed feed) implements Call {}

    record Wake(long rev) implements Call {}

    record Stop() implements Call {}
  }

  private enum Phase {
    RECOVERING,
    READY,
    STORING,
    STOPPED
  }

  static final int QUIET_MILLIS = 400;
  static final int DEADLINE_MILLIS = 15_000;
  static final int IDLE_MILLIS = 4_000;
  private static final int SNAPSHOT_EVERY = 4;

  /** As {@code akka.persistence.typed.stash-capacity}. */
  private static final int STASH_MAX = 500;

  private static final double THRESHOLD = 0.5;

  private final World world;
  private final Cluster cluster;
  private final int node;
  private final Queue<Call> stash = new ArrayDeque<>();
  private final List<Feed> followers = new ArrayList<>();
  private Phase phase = Phase.RECOVERING;
  private ConversationState state = ConversationState.empty();
  private long askTimer;
  private long overdueTimer;
  private long calls;

  Incarnation(World world, Cluster cluster, int node) {
    this.world = world;
    this.cluster = cluster;
    this.node = node;
    ConversationState recovered = world.journal.recover();
    world.agenda.in(world.between(1, 15), () -> recovered(recovered));
  }

  boolean stopped() {
    return phase == Phase.STOPPED;
  }

  /** Whether it waits for nothing and keeps nobody waiting. */
  boolean settled() {
    return stopped() || (phase == Phase.READY && stash.isEmpty());
  }

  void leave(Feed feed) {
    followers.remove(feed);
  }

  void receive(Call call) {
    calls++;
    switch (phase) {
      case STOPPED -> {}
      case READY -> handle(call);
      case RECOVERING, STORING -> {
        if (stash.size() < STASH_MAX) {
          stash.add(judgedTooEarly(call));
        }
      }
    }
  }

  /**
   * The end, whatever the cause: what was in the stash is lost, callers run into their time-out.
   */
  void stop() {
    phase = Phase.STOPPED;
    stash.clear();
    List<Feed> told = List.copyOf(followers);
    followers.clear();
    told.forEach(feed -> feed.ended(this));
    cluster.ended(this);
  }

  /** The rows are in the journal, and the writer does not know yet. */
  void committed() {
    if (world.strikes(Fault.CRASH_AFTER_COMMIT, 60)) {
      cluster.crash(node);
    }
  }

  private void recovered(ConversationState recovered) {
    if (stopped()) {
      return;
    }
    if (world.strikes(Fault.CRASH_IN_RECOVERY, 60)) {
      cluster.crash(node);
      return;
    }
    state = recovered;
    phase = Phase.READY;
    if (world.parts.has(Parts.Guard.ASKED_AGAIN)) {
      pursue(Asking.afterRecovery(state));
    }
    publish();
    watchIdleness();
    unstash();
  }

  private void unstash() {
    while (phase == Phase.READY && !stash.isEmpty()) {
      handle(stash.remove());
    }
  }

  private void handle(Call call) {
    switch (call) {
      case Call.Perform perform -> perform(perform);
      case Call.Completed completed -> complete(completed.complete(), completed.judged());
      case Call.Overdue overdue -> {
        if (overdue.timer() == overdueTimer && world.parts.has(Parts.Guard.DEADLINE)) {
          Outcome outcome = RetrievalPool.unavailable(inquiry());
          complete(
              new ConversationCommand.CompleteAnswer(
                  overdue.request(), overdue.generation(), outcome),
              null);
        }
      }
      case Call.AskDue due -> {
        if (due.timer() == askTimer) {
          pursue(Asking.whenDue(state, due.request()));
        }
      }
      case Call.Follow follow -> {
        if (!followers.contains(follow.feed())) {
          followers.add(follow.feed());
        }
        follow.feed().followed(this, state.rev());
      }
      case Call.Wake wake -> {
        if (state.rev() < wake.rev() && world.parts.has(Parts.Guard.LAGGARDS_END)) {
          stop();
        } else {
          publish();
        }
      }
      case Call.Stop stop -> stop();
    }
  }

  private void perform(Call.Perform perform) {
    Opening opening =
        perform.principal() instanceof Principal.Customer ? World.OPENING : World.TEAM;
    Verdict verdict = decide(perform.principal(), perform.command(), opening);
    switch (verdict) {
      case Verdict.Accept accept ->
          store(
              accept.events(),
              perform.reply(),
              () ->
                  perform
                      .reply()
                      .accept(
                          new ConversationReply.Accepted(
                              state.entry(World.CONVERSATION),
                              TimelineEntry.saidByAPerson(accept.events()),
                              false)));
      case Verdict.Repeat repeat ->
          perform
              .reply()
              .accept(
                  new ConversationReply.Accepted(
                      state.entry(World.CONVERSATION),
                      repeat.receipt().message(perform.principal(), perform.command()),
                      true));
      case Verdict.Refuse refuse ->
          perform
              .reply()
              .accept(
                  new ConversationReply.Refused(
                      refuse.refusal(),
                      refuse.refusal() == Refusal.NOT_FOUND || state.opening() == null
                          ? null
                          : state.entry(World.CONVERSATION)));
      case Verdict.Drop drop ->
          throw new Broken(Invariant.NO_EXCEPTION, "only outcomes of the agent are dropped");
    }
  }

  private void complete(ConversationCommand.CompleteAnswer complete, @Nullable Verdict judged) {
    if (state.opening() == null) {
      return;
    }
    Verdict verdict =
        judged == null ? decide(new Principal.Agent(), complete, state.opening()) : judged;
    if (verdict instanceof Verdict.Accept accept) {
      store(accept.events(), nobody -> {}, () -> {});
    }
  }

  private Verdict decide(Principal principal, ConversationCommand command, Opening opening) {
    world.tally.commands().count(Owner.of(state.ownership()), Command.of(command));
    Verdict verdict =
        world.parts.rules().decide(state, principal, command, world.circumstances(opening));
    if (world.trace != null) {
      world.say("  %s of %s by %s → %s".formatted(command, node, principal, verdict));
    }
    return verdict;
  }

  /** Only a mutant judges before it appends. */
  private Call judgedTooEarly(Call call) {
    if (world.parts.has(Parts.Guard.JUDGED_AT_COMMIT)
        || phase != Phase.STORING
        || state.opening() == null
        || !(call instanceof Call.Completed completed)) {
      return call;
    }
    return new Call.Completed(
        completed.complete(), decide(new Principal.Agent(), completed.complete(), state.opening()));
  }

  private void store(
      List<ConversationEvent> events, Consumer<ConversationReply> caller, Runnable reply) {
    if (world.strikes(Fault.CRASH_BEFORE_WRITE, 50)) {
      cluster.crash(node);
      return;
    }
    phase = Phase.STORING;
    boolean waits = world.parts.has(Parts.Guard.STORED_BEFORE_REPLY);
    ConversationState before = state;
    world.journal.write(
        this,
        before.rev(),
        events,
        told -> {
          if (stopped()) {
            return;
          }
          if (told == Journal.Told.FAILED) {
            stop();
            caller.accept(new ConversationReply.Unknown());
            return;
          }
          stored(before, events);
          if (waits) {
            reply.run();
          }
          if (world.strikes(Fault.CRASH_AFTER_REPLY, 50)) {
            cluster.crash(node);
            return;
          }
          phase = Phase.READY;
          unstash();
        });
    if (!waits) {
      events.forEach(event -> state = ConversationState.evolve(state, event));
      reply.run();
      state = before;
    }
    if (world.strikes(Fault.CRASH_IN_FLIGHT, 60)) {
      cluster.crash(node);
    }
  }

  private void stored(ConversationState before, List<ConversationEvent> events) {
    List<TimelineEntry> entries = new ArrayList<>(events.size());
    for (ConversationEvent event : events) {
      state = ConversationState.evolve(state, event);
      entries.add(TimelineEntry.of(state.rev(), event));
    }
    for (int i = 0; i < followers.size(); i++) {
      followers.get(i).happened(this, entries);
    }
    publish();
    pursue(Asking.afterWrite(before, state));
    if (state.rev() / SNAPSHOT_EVERY != before.rev() / SNAPSHOT_EVERY) {
      world.journal.snapshot(state);
    }
  }

  private void publish() {
    if (state.opening() != null && !world.strikes(Fault.ROW_LOST, 100)) {
      cluster.inbox().accept(state.entry(World.CONVERSATION));
    }
  }

  private void pursue(Asking asking) {
    switch (asking) {
      case Asking.Forget forget -> {
        askTimer++;
        overdueTimer++;
      }
      case Asking.AfterPause pause -> {
        overdueTimer++;
        long timer = ++askTimer;
        world.agenda.in(
            QUIET_MILLIS, () -> receive(new Call.AskDue(pause.pending().request(), timer)));
      }
      case Asking.Now now -> ask(now.pending());
      case Asking.Unchanged unchanged -> {}
    }
  }

  private void ask(PendingAnswer pending) {
    cluster.agents().ask(this, pending);
    long timer = ++overdueTimer;
    world.agenda.in(
        DEADLINE_MILLIS,
        () -> receive(new Call.Overdue(pending.request(), pending.generation(), timer)));
  }

  private Inquiry inquiry() {
    return new Inquiry(World.WORKSPACE, state.question(), state.personQuestion(), THRESHOLD, true);
  }

  private void watchIdleness() {
    long seen = calls;
    world.agenda.in(
        IDLE_MILLIS,
        () -> {
          if (stopped()) {
            return;
          }
          boolean quiet = calls == seen && settled();
          if (quiet && followers.isEmpty() && state.pending() == null) {
            cluster.passivate(this);
          } else {
            watchIdleness();
          }
        });
  }
}
