import type { InboxEntry, OwnershipSpan, TimelineEntry } from "@baton/protocol";
import { type ConversationState, latestHandoff } from "./conversation-state.ts";

/** A moment of a conversation that is looked at: after `rev`, of the `of` revs there were when the look began. */
export interface Moment {
  rev: number;
  of: number;
}

/** The span that a rev stands in; none where it is older than the spans that are kept. */
export const spanAt = (spans: readonly OwnershipSpan[], rev: number): OwnershipSpan | null =>
  spans.findLast((span) => span.fromRev <= rev) ?? null;

/** When a rev was. */
export const timeAt = (timeline: readonly TimelineEntry[], rev: number): string | null =>
  timeline.findLast((entry) => entry.rev <= rev)?.at ?? null;

/** The conversation as it was after `rev`: what follows is left out, and the owner is that of then. */
export function asOf(
  state: ConversationState,
  spans: readonly OwnershipSpan[],
  { rev }: Pick<Moment, "rev">,
): ConversationState {
  const timeline = state.timeline.filter((entry) => entry.rev <= rev);
  const past = { ...state, timeline, rev, ahead: 0, customerTyping: false };
  const span = spanAt(spans, rev);
  return { ...past, entry: state.entry && span && entryAsOf(state.entry, past, span) };
}

function entryAsOf(entry: InboxEntry, past: ConversationState, span: OwnershipSpan): InboxEntry {
  const handoff = latestHandoff(past);
  return {
    ...entry,
    rev: past.rev,
    owner: span.owner,
    operator: span.operator,
    generation: span.generation,
    episode: span.episode,
    handoff: handoff && { reason: handoff.reason, at: handoff.at },
    waitingSince: span.owner === "queue" ? span.from : null,
  };
}

/** The spans, where the one that lasts also counts what was said since they were fetched. */
export function upToDate(spans: readonly OwnershipSpan[], timeline: readonly TimelineEntry[]): OwnershipSpan[] {
  return spans.map((span) => {
    if (span.toRev !== null) return span;
    const messages = { customer: 0, agent: 0, operator: 0 };
    for (const entry of timeline) {
      if (entry.rev > span.fromRev && entry.kind === "message") messages[entry.message.author.kind] += 1;
    }
    return { ...span, messages };
  });
}

const isHuman = (span: OwnershipSpan): boolean => span.owner === "queue" || span.owner === "operator";

/** What the agent said while the queue or an operator owned the conversation; null when they never did. */
export function agentWhilePeopleOwned(spans: readonly OwnershipSpan[]): number | null {
  const human = spans.filter(isHuman);
  return human.length === 0 ? null : human.reduce((said, span) => said + span.messages.agent, 0);
}
