package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.AGENT;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.key;

import dev.baton.answering.Outcome;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One life of a conversation from one seed: a customer who repeats and bursts, operators who act on
 * what they saw a while ago, an agent that answers late, twice or never, and crashes. It keeps a
 * record of its own of what was acknowledged, and in the end everything is compared.
 */
public final class ConversationLife {
  private static final int COMMANDS_MAX = 40;
  private static final Outcome ANSWER = ConversationSamples.answered("Turn the ring.");
  private static final Outcome TALK =
      new Outcome.SmallTalk("Hello!", ConversationSamples.why("smalltalk"));
  private static final Outcome PERSON = ConversationSamples.needsPerson(HandoffReason.NO_SOURCES);

  private final SplittableRandom random;
  private final Play play;
  private final List<Principal.Operator> operators = new ArrayList<>();
  private final Map<Principal, Long> seenGeneration = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<PendingAnswer> asked = new ArrayList<>();
  private final Map<String, Long> acknowledgedSeq = new HashMap<>();
  private final Map<Long, Principal> claims = new HashMap<>();
  private int keys;

  private record Sent(Principal principal, ConversationCommand.Keyed command) {}

  private ConversationLife(long seed, Play.Rules rules) {
    random = new SplittableRandom(seed);
    play = new Play(rules);
    int team = random.nextInt(1, 5);
    for (int i = 0; i < team; i++) {
      operators.add(new Principal.Operator(new OperatorId("opr_" + i), "Operator " + i));
    }
  }

  /** Lives it; throws what went wrong. Returns what was stored. */
  public static List<ConversationEvent> live(long seed, Play.Rules rules) {
    ConversationLife life = new ConversationLife(seed, rules);
    int commands = life.random.nextInt(1, COMMANDS_MAX + 1);
    for (int i = 0; i < commands; i++) {
      life.step();
    }
    life.end();
    return life.play.events();
  }

  private void step() {
    play.routing(random.nextInt(10) > 0);
    play.sourceLives(random.nextInt(12) > 0 ? source -> true : source -> false);
    int dice = random.nextInt(100);
    if (dice < 28) {
      keyed(CARLA, new ConversationCommand.PostMessage(nextKey(), "Line " + random.nextInt(9)));
    } else if (dice < 32) {
      keyed(CARLA, new ConversationCommand.AskForPerson(nextKey()));
    } else if (dice < 42) {
      repeat();
    } else if (dice < 68) {
      outcome();
    } else if (dice < 92) {
      operate();
    } else if (dice < 96) {
      look();
    } else {
      crash();
    }
    PendingAnswer pending = play.state().pending();
    if (pending != null && (asked.isEmpty() || !asked.getLast().equals(pending))) {
      asked.add(pending);
    }
  }

  private void operate() {
    Principal.Operator operator = operators.get(random.nextInt(operators.size()));
    long seen =
        random.nextInt(4) == 0
            ? seenGeneration.getOrDefault(operator, 0L)
            : play.state().generation();
    seenGeneration.put(operator, play.state().generation());
    keyed(
        operator,
        switch (random.nextInt(7)) {
          case 6 -> new ConversationCommand.AddNote(nextKey(), "Note");
          case 0, 1 -> new ConversationCommand.TakeOver(nextKey(), seen);
          case 2 -> new ConversationCommand.Reply(nextKey(), "Reply", seen);
          case 3 -> new ConversationCommand.Reply(nextKey(), "Reply", null);
          case 4 -> new ConversationCommand.HandBack(nextKey(), seen);
          default -> new ConversationCommand.Close(nextKey(), seen);
        });
  }

  private void look() {
    operators.forEach(operator -> seenGeneration.put(operator, play.state().generation()));
  }

  private void outcome() {
    if (asked.isEmpty()) {
      return;
    }
    PendingAnswer request =
        random.nextInt(3) == 0 ? asked.get(random.nextInt(asked.size())) : asked.getLast();
    Outcome outcome =
        switch (random.nextInt(6)) {
          case 0 -> TALK;
          case 1 -> PERSON;
          default -> ANSWER;
        };
    play.completes(request, outcome);
  }

  /**
   * The same again, as after a lost acknowledgement, or now and then something else in its name.
   */
  private void repeat() {
    if (sent.isEmpty()) {
      return;
    }
    Sent before = sent.get(random.nextInt(sent.size()));
    if (random.nextInt(5) > 0) {
      keyed(before.principal(), before.command());
    } else if (before.command() instanceof ConversationCommand.PostMessage post) {
      Verdict verdict =
          play.perform(
              before.principal(),
              new ConversationCommand.PostMessage(post.key(), post.text() + " otherwise"));
      boolean took = acknowledgedSeq.containsKey(Receipt.scoped(before.principal(), post.key()));
      require(
          !took || verdict.equals(new Verdict.Refuse(Refusal.KEY_REUSED)),
          "I5: other content in the name of a key that took effect");
    }
  }

  private void keyed(Principal principal, ConversationCommand.Keyed command) {
    sent.add(new Sent(principal, command));
    Verdict verdict = play.perform(principal, command);
    String key = Receipt.scoped(principal, command.key());
    if (verdict instanceof Verdict.Accept accept) {
      require(!acknowledgedSeq.containsKey(key), "I5: a key took effect twice");
      acknowledgedSeq.put(key, seqOf(accept.events()));
      if (command instanceof ConversationCommand.TakeOver take) {
        require(
            claims.put(take.generation(), principal) == null,
            "I4: two take-overs from one generation");
      }
    } else if (verdict instanceof Verdict.Repeat repeat) {
      require(
          Long.valueOf(repeat.receipt().seq()).equals(acknowledgedSeq.get(key)),
          "I5: a repeat was answered otherwise than the first time");
    }
  }

  private void crash() {
    ConversationState before = play.state();
    play.crash();
    require(play.state().equals(before), "I6: the journal gives another state");
    List<ConversationEvent> events = play.events();
    int snapshotAt = events.isEmpty() ? 0 : random.nextInt(events.size());
    ConversationState state =
        StoredConversation.of(Play.replay(events.subList(0, snapshotAt))).state();
    for (ConversationEvent event : events.subList(snapshotAt, events.size())) {
      state = ConversationState.evolve(state, event);
    }
    require(state.equals(before), "I6: snapshot and journal give another state");
  }

  /** Faults stop: what is still pending runs into its deadline. */
  private void end() {
    play.routing(true).sourceLives(source -> true);
    if (play.state().pending() != null) {
      play.perform(
          AGENT,
          new ConversationCommand.CompleteAnswer(
              play.pending().request(),
              play.pending().generation(),
              ConversationSamples.needsPerson(HandoffReason.AGENT_UNAVAILABLE)));
    }
    crash();
    HistoryFold.check(play.events());
    long stored = play.events().stream().filter(ConversationLife::isSaidByAPerson).count();
    long acknowledged = acknowledgedSeq.values().stream().filter(seq -> seq > 0).count();
    require(stored == acknowledged, "I6: acknowledged " + acknowledged + ", stored " + stored);
  }

  private static boolean isSaidByAPerson(ConversationEvent event) {
    return event instanceof ConversationEvent.CustomerWrote
        || event instanceof ConversationEvent.OperatorReplied;
  }

  private static long seqOf(List<ConversationEvent> events) {
    for (ConversationEvent event : events) {
      if (event instanceof ConversationEvent.CustomerWrote wrote) {
        return wrote.seq();
      }
      if (event instanceof ConversationEvent.OperatorReplied replied) {
        return replied.seq();
      }
    }
    return 0;
  }

  private IdempotencyKey nextKey() {
    keys++;
    return key("k" + keys);
  }

  private static void require(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
