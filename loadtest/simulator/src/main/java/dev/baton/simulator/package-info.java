/**
 * Proves the guarantee by looking for its failure: one conversation lives a random life under
 * faults, in virtual time, over the real rules, and a fold that shares no code with them judges
 * what was stored and what people were told.
 *
 * <p>Read {@link dev.baton.simulator.History} (one life from one seed), {@link
 * dev.baton.simulator.Incarnation} (the shell around the rules, as the actor is), {@link
 * dev.baton.simulator.Journal} (the fence, and what can happen to a write), {@link
 * dev.baton.simulator.Fold} (the judge), {@link dev.baton.simulator.Mutants} (the judge is judged)
 * and {@link dev.baton.simulator.Search} (every state of a small scope).
 *
 * <p>Real are {@code ConversationRules}, {@code ConversationState}, {@code StoredConversation},
 * {@code TimelineEntry}, {@code Receipt} and {@code Asking}. Modelled are actor, journal, network,
 * agent and people. Today only the live feed carries words outside: there is no mail and no push,
 * so the outbox that is simulated is that of the clients, which send a key again until they know
 * what became of it.
 *
 * <p>A test tool: no production module may depend on it.
 */
@NullMarked
package dev.baton.simulator;

import org.jspecify.annotations.NullMarked;
