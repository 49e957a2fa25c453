/**
 * Whether the agent speaks or the team takes over: rules over plain values, without Akka, Lucene or
 * a clock.
 *
 * <p>Read {@link dev.baton.handoff.HandoffPolicy} first: it is the order of the rules. {@link
 * dev.baton.handoff.HandoffSignals} is what it reads, {@link dev.baton.handoff.HandoffDecision}
 * what it says, {@link dev.baton.handoff.HandoffReason} what is stored. {@link
 * dev.baton.handoff.ExplicitRequest} hears a request for a person, {@link
 * dev.baton.handoff.SmallTalk} politeness. How both are worded, in seven languages, stands in the
 * tables of {@code resources/dev/baton/handoff/forms}.
 *
 * <p>Depends on nothing of ours. Guards: a decision is a pure function of its signals; a text can
 * ask for a person but never for the agent; hostile text costs no more than long text. Tests:
 * {@code dev.baton.handoff} in the test tree.
 */
@NullMarked
package dev.baton.handoff;

import org.jspecify.annotations.NullMarked;
