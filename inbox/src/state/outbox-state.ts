import type { TimelineEntry } from "@baton/protocol";

/** A reply goes to the customer, a note to the team only. */
export type Mode = "reply" | "note";

/**
 * Replies and notes on their way. One key belongs to one content for good: a retry sends the same key, text and generation, and
 * anything changed becomes a new reply with a new key.
 */
export interface Outgoing {
  mode: Mode;
  key: string;
  conversation: string;
  text: string;
  /** The owner's generation the operator saw when sending. A note asks nobody's leave. */
  generation: number;
  /** The last seq the operator saw when sending. */
  afterSeq: number;
  /** `failed` may have arrived (retry is safe); `refused` has not, and will not as it is. */
  state: "queued" | "sending" | "failed" | "refused" | "sent";
  reason: string | null;
  seq: number | null;
}

export type OutboxState = readonly Outgoing[];

export type OutboxAction =
  | { kind: "add"; reply: Pick<Outgoing, "mode" | "key" | "conversation" | "text" | "generation" | "afterSeq"> }
  | { kind: "restore"; replies: OutboxState }
  | { kind: "retry"; key: string }
  | { kind: "sending"; key: string }
  | { kind: "sent"; key: string; seq: number; generation: number }
  | { kind: "noted"; key: string }
  | { kind: "failed"; key: string; reason: string }
  | { kind: "refused"; key: string; reason: string }
  | { kind: "discard"; keys: string[] };

export const INTERRUPTED = "The page was reloaded before an answer came. Retry is safe: it is never sent twice.";

export function outboxReducer(state: OutboxState, action: OutboxAction): OutboxState {
  switch (action.kind) {
    case "add":
      return [...state, { ...action.reply, state: "queued", reason: null, seq: null }];
    case "restore":
      return action.replies.map((reply) =>
        reply.state === "refused" ? reply : { ...reply, state: "failed", reason: INTERRUPTED },
      );
    case "retry":
      return change(state, action.key, { state: "queued", reason: null });
    case "sending":
      return change(state, action.key, { state: "sending", reason: null });
    case "sent":
      return sent(state, action);
    case "noted":
      return change(state, action.key, { state: "sent", reason: null });
    case "failed":
      return change(state, action.key, { state: "failed", reason: action.reason });
    case "refused":
      return change(state, action.key, { state: "refused", reason: action.reason });
    case "discard":
      return state.filter((reply) => !action.keys.includes(reply.key));
  }
}

const change = (state: OutboxState, key: string, fields: Partial<Outgoing>): OutboxState =>
  state.map((reply) => (reply.key === key ? { ...reply, ...fields } : reply));

/** The first reply to a waiting conversation takes it over: those queued behind it were written for the new generation. */
function sent(
  state: OutboxState,
  { key, seq, generation }: { key: string; seq: number; generation: number },
): OutboxState {
  const conversation = state.find((reply) => reply.key === key)?.conversation;
  return change(state, key, { state: "sent", reason: null, seq }).map((reply) =>
    reply.mode === "reply" && reply.conversation === conversation && reply.state === "queued"
      ? { ...reply, generation }
      : reply,
  );
}

/** The next to send in a conversation: one at a time, in the order written. Notes do not wait for replies, nor these for notes. */
export function nextToSend(state: OutboxState, conversation: string, mode: Mode): Outgoing | null {
  const open = state.filter(
    (each) => each.conversation === conversation && each.mode === mode && each.state !== "sent",
  );
  const first = open[0];
  return first?.state === "queued" ? first : null;
}

/** What to show under the timeline: replies that it does not hold yet. */
export function notYetInTimeline(
  state: OutboxState,
  conversation: string,
  timeline: readonly TimelineEntry[],
  me: string,
): Outgoing[] {
  const there = new Set(arrived(state, conversation, timeline, me));
  return state.filter((reply) => reply.conversation === conversation && !there.has(reply));
}

/** Replies that the timeline holds, also those whose frame was quicker than the response, or whose response was lost. */
export function arrived(
  state: OutboxState,
  conversation: string,
  timeline: readonly TimelineEntry[],
  me: string,
): Outgoing[] {
  const mine = timeline.flatMap((entry) =>
    entry.kind === "message" && entry.message.author.kind === "operator" && entry.message.author.id === me
      ? [entry.message]
      : [],
  );
  const seqs = new Set(mine.map((message) => message.seq));
  const unclaimed = mine.filter((message) => !state.some((reply) => reply.seq === message.seq));
  const notes = new Set(
    timeline.flatMap((entry) => (entry.kind === "note" && entry.operator.id === me ? [entry.key] : [])),
  );
  const there: Outgoing[] = [];
  for (const reply of state) {
    if (reply.conversation !== conversation) continue;
    if (reply.mode === "note") {
      if (notes.has(reply.key)) there.push(reply);
      continue;
    }
    if (reply.state === "sent" && reply.seq !== null && seqs.has(reply.seq)) there.push(reply);
    if (reply.state !== "sending" && reply.state !== "failed") continue;
    const index = unclaimed.findIndex((message) => message.seq > reply.afterSeq && message.text === reply.text);
    if (index < 0) continue;
    unclaimed.splice(index, 1);
    there.push(reply);
  }
  return there;
}
