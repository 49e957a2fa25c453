import type { ConversationDetail, InboxEntry, Problem, TimelineEntry } from "@baton/protocol";

/** One open conversation. `rev` is the cursor: the timeline holds everything up to it, once. */
export interface ConversationState {
  id: string;
  status: "loading" | "ready" | "failed" | "missing";
  entry: InboxEntry | null;
  timeline: readonly TimelineEntry[];
  rev: number;
  /** The greatest rev that a frame brought: beyond `rev` it did not follow on, and what is between must be fetched. */
  ahead: number;
  /** Whether older entries than those shown are still on their way. */
  complete: boolean;
  customerTyping: boolean;
}

export type ConversationAction =
  | { kind: "fetched"; detail: ConversationDetail }
  | { kind: "failed" }
  | { kind: "missing" }
  | { kind: "timeline"; entries: TimelineEntry[] }
  | { kind: "entry"; entry: InboxEntry }
  | { kind: "ownership"; current: NonNullable<Problem["current"]> }
  | { kind: "typing"; on: boolean };

export function openedConversation(id: string, entry: InboxEntry | null): ConversationState {
  return {
    id,
    status: "loading",
    entry,
    timeline: [],
    rev: 0,
    ahead: 0,
    complete: false,
    customerTyping: false,
  };
}

export function conversationReducer(state: ConversationState, action: ConversationAction): ConversationState {
  switch (action.kind) {
    case "fetched":
      return fetched(state, action.detail);
    case "failed":
      return state.status === "ready" ? state : { ...state, status: "failed" };
    case "missing":
      return { ...state, status: "missing" };
    case "timeline":
      return action.entries.reduce(follow, state);
    case "entry":
      return { ...state, entry: newerEntry(state.entry, action.entry) };
    case "ownership":
      return { ...state, entry: state.entry && withOwnership(state.entry, action.current) };
    case "typing":
      return { ...state, customerTyping: action.on };
  }
}

/** A fetched page is the truth about its range, even where the server has nothing to show for a rev. */
function fetched(state: ConversationState, detail: ConversationDetail): ConversationState {
  const news = detail.timeline.filter((entry) => entry.rev > state.rev);
  const rev = news.at(-1)?.rev ?? Math.max(state.rev, detail.timeline.length === 0 ? detail.rev : 0);
  return {
    ...state,
    status: "ready",
    entry: newerEntry(state.entry, detail.entry),
    timeline: [...state.timeline, ...news],
    rev,
    complete: rev >= detail.rev,
  };
}

function follow(state: ConversationState, entry: TimelineEntry): ConversationState {
  if (entry.rev <= state.rev) return state;
  if (entry.rev > state.rev + 1) return { ...state, ahead: Math.max(state.ahead, entry.rev) };
  const said = entry.kind === "message" && entry.message.author.kind === "customer";
  return {
    ...state,
    timeline: [...state.timeline, entry],
    rev: entry.rev,
    customerTyping: said ? false : state.customerTyping,
  };
}

const newerEntry = (known: InboxEntry | null, entry: InboxEntry): InboxEntry =>
  known && known.rev >= entry.rev ? known : entry;

/** A refusal says who owns it now; the entry that follows on the socket has the rest. */
function withOwnership(entry: InboxEntry, current: NonNullable<Problem["current"]>): InboxEntry {
  return current.generation > entry.generation ? { ...entry, ...current } : entry;
}

export const hasGap = (state: ConversationState): boolean => state.ahead > state.rev;

/** The agent was asked and nothing has come of it yet. */
export function agentIsThinking(state: ConversationState): boolean {
  if (state.entry && state.entry.owner !== "agent") return false;
  for (const entry of [...state.timeline].reverse()) {
    if (entry.kind === "asked") return true;
    if (entry.kind === "message" && entry.message.author.kind === "customer") continue;
    return false;
  }
  return false;
}

export type HandedOff = Extract<TimelineEntry, { kind: "handed_off" }>;

/** The handoff that the current episode came to, with what the agent knew then. */
export function latestHandoff(state: ConversationState): HandedOff | null {
  for (const entry of [...state.timeline].reverse()) {
    if (entry.kind === "handed_off") return entry;
    if (entry.kind === "reopened") return null;
  }
  return null;
}

export const lastSeq = (timeline: readonly TimelineEntry[]): number =>
  timeline.reduce((seq, entry) => (entry.kind === "message" ? Math.max(seq, entry.message.seq) : seq), 0);
