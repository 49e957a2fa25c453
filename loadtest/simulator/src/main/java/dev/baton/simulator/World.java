package dev.baton.simulator;

import dev.baton.conversation.Circumstances;
import dev.baton.conversation.Opening;
import dev.baton.conversation.Principal;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.RequestId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What everybody in one history shares: chance, time, the parts under test, and what is counted.
 */
final class World {
  static final ConversationId CONVERSATION = new ConversationId("cnv_life");
  static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_lamps");
  static final CustomerId CUSTOMER = new CustomerId("cus_carla");
  static final Principal.Customer CARLA = new Principal.Customer(CUSTOMER);
  static final Opening OPENING = new Opening(WORKSPACE, CUSTOMER, null, null);
  static final Opening TEAM = Opening.ofTeam(WORKSPACE);

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Circumstances.HandoffWording ROUTING =
      new Circumstances.HandoffWording(true, "I have passed this on.", "I could not find that.");
  private static final Circumstances.HandoffWording NO_ROUTING =
      new Circumstances.HandoffWording(false, "I have passed this on.", "I could not find that.");

  final SplittableRandom random;
  final Agenda agenda = new Agenda();
  final Parts parts;
  final Tally tally;
  final @Nullable Consumer<String> trace;
  final Journal journal;

  /** Of 1,000 occasions for a fault, how many bring one; 0 once faults have stopped. */
  int danger;

  boolean routing = true;
  boolean sourceLives = true;
  private int requests;
  private int keys;

  World(long seed, Parts parts, Tally tally, @Nullable Consumer<String> trace) {
    this.random = new SplittableRandom(seed);
    this.parts = parts;
    this.tally = tally;
    this.trace = trace;
    this.journal = new Journal(this);
  }

  long now() {
    return agenda.now();
  }

  /** Between {@code from} and {@code to}, both possible. */
  long between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** Whether something goes wrong now. {@code share} is of the danger, in percent. */
  boolean risk(int share) {
    return danger > 0 && random.nextInt(100_000) < danger * share;
  }

  /** Whether this fault strikes now; counts it. */
  boolean strikes(Fault fault, int share) {
    boolean strikes = risk(share);
    if (strikes) {
      happens(fault);
    }
    return strikes;
  }

  void happens(Fault fault) {
    tally.faults().count(journal.owner(), fault);
    if (trace != null) {
      say("! " + fault);
    }
  }

  void say(String what) {
    if (trace != null) {
      trace.accept("%7d ms  %s".formatted(now(), what));
    }
  }

  IdempotencyKey nextKey() {
    return Names.key(keys++);
  }

  Circumstances circumstances(Opening opening) {
    return new Circumstances(
        NOON.plusMillis(now()),
        opening,
        routing ? ROUTING : NO_ROUTING,
        nextRequest(),
        source -> sourceLives);
  }

  private RequestId nextRequest() {
    return Names.request(requests++);
  }
}
