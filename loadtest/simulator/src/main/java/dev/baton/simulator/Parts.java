package dev.baton.simulator;

import dev.baton.conversation.Circumstances;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.ConversationState;
import dev.baton.conversation.Message;
import dev.baton.conversation.Principal;
import dev.baton.conversation.StoredConversation;
import dev.baton.conversation.TimelineEntry;
import dev.baton.conversation.Verdict;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a history runs on: the real parts, or for a mutant all but one.
 *
 * @param snapshots what becomes of a snapshot on disk
 * @param customerGate what of an entry reaches the customer
 * @param without guards of the shell that are taken out
 */
record Parts(
    Rules rules,
    UnaryOperator<StoredConversation> snapshots,
    Function<TimelineEntry, @Nullable Message> customerGate,
    Set<Guard> without) {

  /** The rules, or what stands in their place. */
  interface Rules {
    Verdict decide(
        ConversationState state,
        Principal principal,
        ConversationCommand command,
        Circumstances circumstances);
  }

  /** Guards that are not in the rules. */
  enum Guard {
    /** The journal refuses a sequence number that exists. */
    FENCE,
    /** What may happen is judged when it is appended, not when it arrives. */
    JUDGED_AT_COMMIT,
    /** Acknowledged only after it is stored. */
    STORED_BEFORE_REPLY,
    /** A start asks again. */
    ASKED_AGAIN,
    /** An overdue request becomes a handoff. */
    DEADLINE,
    /** An incarnation that knows less than the journal ends when it is woken. */
    LAGGARDS_END
  }

  static Parts real() {
    return new Parts(
        ConversationRules::decide,
        UnaryOperator.identity(),
        entry -> entry.forCustomer().orElse(null),
        EnumSet.noneOf(Guard.class));
  }

  Parts with(Rules other) {
    return new Parts(other, snapshots, customerGate, without);
  }

  Parts withSnapshots(UnaryOperator<StoredConversation> other) {
    return new Parts(rules, other, customerGate, without);
  }

  Parts withCustomerGate(Function<TimelineEntry, @Nullable Message> other) {
    return new Parts(rules, snapshots, other, without);
  }

  Parts without(Guard guard) {
    return new Parts(rules, snapshots, customerGate, EnumSet.of(guard));
  }

  boolean has(Guard guard) {
    return !without.contains(guard);
  }
}
