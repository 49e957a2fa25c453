package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.AGENT;
import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.BEN;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.HANDOFF_LINE;
import static dev.baton.conversation.ConversationSamples.NOON;
import static dev.baton.conversation.ConversationSamples.OPENING;
import static dev.baton.conversation.ConversationSamples.UNANSWERED_LINE;
import static dev.baton.conversation.ConversationSamples.key;

import dev.baton.answering.Outcome;
import dev.baton.identity.RequestId;
import dev.baton.identity.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A conversation played by the real rules and the real state, without an actor or a clock. */
public final class Play {
  /** The rules, or what a test puts in their place. */
  public interface Rules {
    Verdict decide(
        ConversationState state,
        Principal principal,
        ConversationCommand command,
        Circumstances circumstances);
  }

  private static final int SOME_COMMANDS = 20;

  private final Rules rules;

  private final List<List<ConversationEvent>> writes = new ArrayList<>();
  private ConversationState state = ConversationState.empty();
  private Opening opening = OPENING;
  private boolean routing = true;
  private Predicate<SourceId> sourceLives = source -> true;
  private int requests;
  private int seconds;

  public Play() {
    this(ConversationRules::decide);
  }

  public Play(Rules rules) {
    this.rules = rules;
  }

  public ConversationState state() {
    return state;
  }

  /** Everything that was stored, in order. */
  public List<ConversationEvent> events() {
    return writes.stream().flatMap(List::stream).toList();
  }

  /** What the last command stored. */
  public List<ConversationEvent> lastWrite() {
    return writes.getLast();
  }

  /** What is pending; it must be something. */
  public PendingAnswer pending() {
    if (state.pending() == null) {
      throw new AssertionError("nothing is pending");
    }
    return state.pending();
  }

  public Play from(Opening claimed) {
    opening = claimed;
    return this;
  }

  public Play routing(boolean on) {
    routing = on;
    return this;
  }

  public Play sourceLives(Predicate<SourceId> lives) {
    sourceLives = lives;
    return this;
  }

  /** Forgets what is in memory and comes back from the journal. */
  public Play crash() {
    state = replay(events());
    return this;
  }

  public Verdict perform(Principal principal, ConversationCommand command) {
    requests++;
    seconds++;
    Circumstances circumstances =
        new Circumstances(
            NOON.plusSeconds(seconds),
            opening,
            new Circumstances.HandoffWording(routing, HANDOFF_LINE, UNANSWERED_LINE),
            new RequestId("req_" + requests),
            sourceLives);
    Verdict verdict = rules.decide(state, principal, command, circumstances);
    if (verdict instanceof Verdict.Accept accept) {
      writes.add(accept.events());
      accept.events().forEach(event -> state = ConversationState.evolve(state, event));
    }
    return verdict;
  }

  public Verdict says(String key, String text) {
    return perform(CARLA, new ConversationCommand.PostMessage(key(key), text));
  }

  public Verdict rates(String key, long seq, boolean helpful) {
    return perform(CARLA, new ConversationCommand.RateAnswer(key(key), seq, helpful));
  }

  public Verdict asksForPerson(String key) {
    return perform(CARLA, new ConversationCommand.AskForPerson(key(key)));
  }

  /** The agent comes to an outcome for what is pending. */
  public Verdict completes(Outcome outcome) {
    return completes(pending(), outcome);
  }

  public Verdict completes(PendingAnswer asked, Outcome outcome) {
    return perform(
        AGENT,
        new ConversationCommand.CompleteAnswer(asked.request(), asked.generation(), outcome));
  }

  public Verdict replies(Principal.Operator operator, String key, String text) {
    return perform(operator, new ConversationCommand.Reply(key(key), text, null));
  }

  public Verdict takesOver(Principal.Operator operator, String key) {
    return perform(operator, new ConversationCommand.TakeOver(key(key), state.generation()));
  }

  public Verdict handsBack(Principal.Operator operator, String key) {
    return perform(operator, new ConversationCommand.HandBack(key(key), state.generation()));
  }

  public Verdict closes(Principal.Operator operator, String key) {
    return perform(operator, new ConversationCommand.Close(key(key), state.generation()));
  }

  /** Nothing out of the ordinary; the next request to the agent has this name. */
  public static Circumstances circumstances(String nextRequest) {
    return new Circumstances(
        NOON,
        OPENING,
        new Circumstances.HandoffWording(true, HANDOFF_LINE, UNANSWERED_LINE),
        new RequestId(nextRequest),
        source -> true);
  }

  public static ConversationState replay(List<ConversationEvent> events) {
    ConversationState state = ConversationState.empty();
    for (ConversationEvent event : events) {
      state = ConversationState.evolve(state, event);
    }
    return state;
  }

  /** What some conversation, another for each seed, has stored: for tests that need many. */
  public static List<ConversationEvent> some(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Play play = new Play();
    for (int i = 0; i < SOME_COMMANDS; i++) {
      String key = "k" + i;
      Principal.Operator operator = random.nextBoolean() ? ANNA : BEN;
      switch (random.nextInt(8)) {
        case 0, 1 -> play.says(key, "Line " + i);
        case 2 -> {
          if (play.state().pending() != null) {
            play.completes(ConversationSamples.answered("Turn the ring."));
          }
        }
        case 3 -> play.asksForPerson(key);
        case 4 -> play.takesOver(operator, key);
        case 5 -> play.replies(operator, key, "Hello");
        case 6 -> play.handsBack(operator, key);
        default -> play.closes(operator, key);
      }
    }
    return play.events();
  }
}
