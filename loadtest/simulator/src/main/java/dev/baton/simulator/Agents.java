package dev.baton.simulator;

import dev.baton.answering.Citation;
import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.PendingAnswer;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.SourceId;
import java.util.List;
import java.util.Map;

/** The pool of agents: it answers at once, late, twice or never. */
final class Agents {
  private static final Why WHY = new Why("confident", 0.9, 0.5, "dim", List.of(), Map.of());

  static final Outcome ANSWER =
      new Outcome.Answered(
          "Turn the ring.",
          List.of(
              new Citation(
                  1, new SourceId("src_manual"), "Manual", null, null, null, "Turn the ring.")),
          WHY);
  private static final Outcome TALK = new Outcome.SmallTalk("Hello!", WHY);
  static final Outcome QUESTION = new Outcome.Question("Would you like a person?", WHY);
  static final Outcome PERSON = new Outcome.NeedsPerson(HandoffReason.NO_SOURCES, WHY);

  private final World world;

  Agents(World world) {
    this.world = world;
  }

  void ask(Incarnation asking, PendingAnswer pending) {
    if (world.trace != null) {
      world.say("  asked " + pending.request());
    }
    if (world.risk(120)) {
      // Counted when it is felt, so that it is known in whose span.
      world.agenda.in(
          Incarnation.DEADLINE_MILLIS - 1_000L, () -> world.happens(Fault.AGENT_SILENT));
      return;
    }
    Outcome outcome =
        switch (world.random.nextInt(9)) {
          case 0 -> TALK;
          case 1, 2 -> PERSON;
          case 3 -> QUESTION;
          default -> ANSWER;
        };
    ConversationCommand.CompleteAnswer complete =
        new ConversationCommand.CompleteAnswer(pending.request(), pending.generation(), outcome);
    if (world.risk(150)) {
      long late = world.between(2_000, 20_000);
      world.agenda.in(
          late,
          () -> {
            world.happens(Fault.AGENT_LATE);
            asking.receive(new Incarnation.Call.Completed(complete, null));
          });
    } else {
      long duration = world.danger > 0 ? world.between(10, 1_500) : world.between(10, 500);
      world.agenda.in(
          duration, () -> asking.receive(new Incarnation.Call.Completed(complete, null)));
    }
    if (world.risk(120)) {
      world.agenda.in(
          world.between(10, 8_000),
          () -> {
            world.happens(Fault.AGENT_TWICE);
            asking.receive(new Incarnation.Call.Completed(complete, null));
          });
    }
  }
}
