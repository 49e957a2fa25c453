package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.AGENT;
import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.BEN;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.OPENING;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.CustomerId;
import dev.baton.identity.RequestId;
import dev.baton.identity.WorkspaceId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, while who owns the conversation: the whole table, one cell one test. */
class ConversationRulesTest {
  /** {@code -} is NOT_FOUND; Anna owns what an operator owns; a request is or was pending. */
  private static final String TABLE =
      """
      owner    command  | carla                              | other | anna            | ben             | agent
      none     post     | Opened Wrote Asked                 | -     | -               | -               | -
      none     button   | Opened Requested Spoke HandedOff   | -     | -               | -               | -
      none     rate     | -                                  | -     | -               | -               | -
      none     complete | -                                  | -     | -               | -               | -
      none     reply    | -                                  | -     | -               | -               | -
      none     note     | -                                  | -     | -               | -               | -
      none     takeover | -                                  | -     | -               | -               | -
      none     handback | -                                  | -     | -               | -               | -
      none     close    | -                                  | -     | -               | -               | -
      agent    post     | Wrote Asked                        | -     | -               | -               | -
      agent    button   | Requested Spoke HandedOff          | -     | -               | -               | -
      agent    rate     | NO_ANSWER                          | -     | -               | -               | -
      agent    complete | -                                  | -     | -               | -               | Spoke
      agent    reply    | -                                  | -     | TookOver Replied | TookOver Replied | -
      agent    note     | -                                  | -     | NoteAdded       | NoteAdded       | -
      agent    takeover | -                                  | -     | TookOver        | TookOver        | -
      agent    handback | -                                  | -     | CHANGED         | CHANGED         | -
      agent    close    | -                                  | -     | Closed          | Closed          | -
      queue    post     | Wrote                              | -     | -               | -               | -
      queue    button   | Requested                          | -     | -               | -               | -
      queue    rate     | NO_ANSWER                          | -     | -               | -               | -
      queue    complete | -                                  | -     | -               | -               | Dropped
      queue    reply    | -                                  | -     | TookOver Replied | TookOver Replied | -
      queue    note     | -                                  | -     | NoteAdded       | NoteAdded       | -
      queue    takeover | -                                  | -     | TookOver        | TookOver        | -
      queue    handback | -                                  | -     | HandedBack      | HandedBack      | -
      queue    close    | -                                  | -     | Closed          | Closed          | -
      operator post     | Wrote                              | -     | -               | -               | -
      operator button   | Requested                          | -     | -               | -               | -
      operator rate     | NO_ANSWER                          | -     | -               | -               | -
      operator complete | -                                  | -     | -               | -               | Dropped
      operator reply    | -                                  | -     | Replied         | CHANGED         | -
      operator note     | -                                  | -     | NoteAdded       | NoteAdded       | -
      operator takeover | -                                  | -     | TookOver        | TookOver        | -
      operator handback | -                                  | -     | HandedBack Asked | CHANGED         | -
      operator close    | -                                  | -     | Closed          | CHANGED         | -
      closed   post     | Reopened Wrote Asked               | -     | -               | -               | -
      closed   button   | Reopened Requested Spoke HandedOff | -     | -               | -               | -
      closed   rate     | NO_ANSWER                          | -     | -               | -               | -
      closed   complete | -                                  | -     | -               | -               | drop:owner_changed
      closed   reply    | -                                  | -     | CLOSED          | CLOSED          | -
      closed   note     | -                                  | -     | NoteAdded       | NoteAdded       | -
      closed   takeover | -                                  | -     | CLOSED          | CLOSED          | -
      closed   handback | -                                  | -     | CHANGED         | CHANGED         | -
      closed   close    | -                                  | -     | CHANGED         | CHANGED         | -
      """;

  @TestFactory
  Stream<DynamicTest> everyOwnerCommandAndPrincipal() {
    return TABLE
        .lines()
        .skip(1)
        .map(row -> row.split("\\|", -1))
        .flatMap(row ->
            IntStream.rangeClosed(1, 5)
                .mapToObj(column -> {
                  String[] head = row[0].strip().split(" +", -1);
                  String who =
                      TABLE.lines().findFirst().orElseThrow().split("\\|", -1)[column].strip();
                  return DynamicTest.dynamicTest(
                      head[0] + " " + head[1] + " by " + who,
                      () ->
                          assertThat(outcome(head[0], head[1], who))
                              .isEqualTo(row[column].strip()));
                }));
  }

  @ParameterizedTest
  @CsvSource({"none", "agent", "queue", "operator", "closed"})
  void nothingIsFoundFromAnotherWorkspace(String owner) {
    for (String command :
        new String[] {
          "post", "button", "rate", "complete", "reply", "note", "takeover", "handback", "close"
        }) {
      for (Principal principal : new Principal[] {CARLA, ANNA, AGENT}) {
        Play play = owned(owner);
        ConversationState before = play.state();
        play.from(new Opening(new WorkspaceId("wsp_other"), OPENING.customer(), null, null));

        Verdict verdict = play.perform(principal, command(play, command));

        boolean begins = owner.equals("none") && principal.equals(CARLA);
        if (!begins) {
          assertThat(verdict).isEqualTo(new Verdict.Refuse(Refusal.NOT_FOUND));
          assertThat(play.state()).isSameAs(before);
        }
      }
    }
  }

  @Test
  void ofTwoTakeOversFromTheSameViewOneWins() {
    Play play = owned("queue");
    long seen = play.state().generation();

    Verdict anna = play.perform(ANNA, new ConversationCommand.TakeOver(key("a"), seen));
    Verdict ben = play.perform(BEN, new ConversationCommand.TakeOver(key("b"), seen));

    assertThat(anna).isInstanceOf(Verdict.Accept.class);
    assertThat(ben).isEqualTo(new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED));
    assertThat(play.state().ownership())
        .isEqualTo(new Ownership.OperatorOwned(ANNA.id(), ANNA.name()));
  }

  @ParameterizedTest
  @CsvSource({"agent,takeover", "queue,handback", "queue,close", "operator,close", "agent,reply"})
  void anOperatorWithAStaleViewChangesNothing(String owner, String command) {
    Play play = owned(owner);
    long stale = play.state().generation() - 1;
    ConversationCommand late =
        switch (command) {
          case "takeover" -> new ConversationCommand.TakeOver(key("x"), stale);
          case "handback" -> new ConversationCommand.HandBack(key("x"), stale);
          case "close" -> new ConversationCommand.Close(key("x"), stale);
          default -> new ConversationCommand.Reply(key("x"), "Hello.", stale);
        };

    Verdict verdict = play.perform(ANNA, late);

    assertThat(verdict).isEqualTo(new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED));
  }

  @Test
  void aReplyThatTakesOverIsOneWrite() {
    Play play = owned("agent");

    play.replies(ANNA, "r", "Let me look.");

    assertThat(names(play)).isEqualTo("TookOver Replied");
    assertThat(play.state().pending()).isNull();
    assertThat(((ConversationEvent.OperatorTookOver) play.lastWrite().getFirst()).key()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"agent", "queue", "operator", "closed"})
  void aNoteChangesNothingThatCustomersOrTheAgentCanSee(String owner) {
    Play play = owned(owner);
    ConversationState before = play.state();

    play.perform(BEN, new ConversationCommand.AddNote(key("n"), "Canary"));

    assertThat(play.state().ownership()).isEqualTo(before.ownership());
    assertThat(play.state().generation()).isEqualTo(before.generation());
    assertThat(play.state().lastSeq()).isEqualTo(before.lastSeq());
    assertThat(play.state().lastLine()).isEqualTo(before.lastLine());
    assertThat(play.state().question()).isEqualTo(before.question());
    assertThat(play.state().pending()).isEqualTo(before.pending());
    assertThat(TimelineEntry.of(1, play.lastWrite().getFirst()).forCustomer()).isEmpty();
  }

  @Test
  void handingBackAsksTheAgentWhatNobodyHasAnswered() {
    Play play = owned("queue");
    play.says("k2", "It blinks, too.");

    play.handsBack(ANNA, "b");

    assertThat(names(play)).isEqualTo("HandedBack Asked");
    assertThat(play.state().question()).isEqualTo("It blinks, too.");
    assertThat(play.pending().generation()).isEqualTo(play.state().generation());
  }

  @Test
  void handingBackAsksNothingOnceAPersonHasReplied() {
    Play play = owned("operator");
    play.replies(ANNA, "r", "Turn the ring.");

    play.handsBack(ANNA, "b");

    assertThat(names(play)).isEqualTo("HandedBack");
    assertThat(play.state().question()).isEmpty();
  }

  private static String outcome(String owner, String command, String who) {
    Play play = owned(owner);
    ConversationState before = play.state();
    Principal principal =
        switch (who) {
          case "carla" -> CARLA;
          case "other" -> new Principal.Customer(new CustomerId("cus_other"));
          case "anna" -> ANNA;
          case "ben" -> BEN;
          default -> AGENT;
        };
    Verdict verdict = play.perform(principal, command(play, command));
    if (!(verdict instanceof Verdict.Accept)) {
      assertThat(play.state()).isSameAs(before);
    }
    return switch (verdict) {
      case Verdict.Accept accept -> names(play);
      case Verdict.Refuse refuse ->
          refuse.refusal() == Refusal.NOT_FOUND
              ? "-"
              : refuse.refusal().name().replace("OWNERSHIP_", "");
      case Verdict.Drop drop -> "drop:" + drop.reason();
      case Verdict.Repeat repeat -> "repeat";
    };
  }

  /** A conversation with that owner, in which the agent was asked last. */
  static Play owned(String owner) {
    Play play = new Play();
    if (owner.equals("none")) {
      return play;
    }
    play.says("set-up", "How do I dim it?");
    switch (owner) {
      case "queue" -> play.asksForPerson("set-up-button");
      case "operator" -> play.takesOver(ANNA, "set-up-take");
      case "closed" -> play.closes(ANNA, "set-up-close");
      default -> {}
    }
    assertThat(play.state().ownerKind().name().toLowerCase(Locale.ROOT))
        .isEqualTo(owner.equals("closed") ? "none" : owner);
    return play;
  }

  private static ConversationCommand command(Play play, String command) {
    long generation = play.state().generation();
    return switch (command) {
      case "post" -> new ConversationCommand.PostMessage(key("x"), "And how bright?");
      case "button" -> new ConversationCommand.AskForPerson(key("x"));
      case "rate" -> new ConversationCommand.RateAnswer(key("x"), 2, true);
      case "complete" ->
          new ConversationCommand.CompleteAnswer(
              new RequestId("req_1"), 1, answered("Turn the ring."));
      case "reply" -> new ConversationCommand.Reply(key("x"), "Hello.", null);
      case "note" -> new ConversationCommand.AddNote(key("x"), "Asks often.");
      case "takeover" -> new ConversationCommand.TakeOver(key("x"), generation);
      case "handback" -> new ConversationCommand.HandBack(key("x"), generation);
      default -> new ConversationCommand.Close(key("x"), generation);
    };
  }

  private static String names(Play play) {
    return play.lastWrite().stream()
        .map(event -> event.getClass().getSimpleName())
        .map(name -> name.replaceAll("Conversation|Customer|Agent|Person|Operator|Answer", ""))
        .collect(Collectors.joining(" "));
  }

  @Test
  void theTableIsWhole() {
    long owners = Ownership.class.getPermittedSubclasses().length;
    long commands =
        Arrays.stream(ConversationCommand.class.getPermittedSubclasses())
            .flatMap(type -> leaves(type))
            .distinct()
            .count();

    assertThat(TABLE.lines().skip(1).count()).isEqualTo(owners * commands);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ConversationRulesTest::leaves)
        : Stream.of(type);
  }
}
