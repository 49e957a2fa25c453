import type { HandoffReason, InboxEntry, OwnershipSpan, Source, View } from "@baton/protocol";
import type { Section } from "../state/route.ts";

/** Words for what the wire says in codes. One thing, one word, on every screen. */
export const VIEW_WORDS: Record<View, string> = {
  waiting: "Waiting",
  mine: "Mine",
  agent: "Agent",
  team: "Team",
  closed: "Closed",
};

export const SECTION_WORDS: Record<Section, string> = {
  conversations: "Conversations",
  sources: "Sources",
  settings: "Settings",
  playground: "Playground",
};

const REASON_WORDS: Record<HandoffReason, string> = {
  explicit_request: "asked for a person",
  low_confidence: "the agent was not sure enough",
  no_sources: "there are no sources to answer from",
  agent_unavailable: "the agent could not answer",
};

export const reasonWords = (reason: HandoffReason): string => REASON_WORDS[reason] ?? reason;

export const SOURCE_STATE_WORDS: Record<Source["state"], string> = {
  queued: "Queued",
  reading: "Reading",
  ready: "Ready",
  failed: "Failed",
};

/** Who owns a conversation, seen from `me`. */
export function ownerWords(entry: Pick<InboxEntry, "owner" | "operator">, me: string): string {
  switch (entry.owner) {
    case "agent":
      return "Agent";
    case "queue":
      return "Waiting";
    case "operator":
      return entry.operator?.id === me ? "You" : (entry.operator?.name ?? "Operator");
    case "none":
      return "Closed";
  }
}

/** The same as a sentence, for the band above the conversation. */
export function ownerSentence(entry: Pick<InboxEntry, "owner" | "operator">, me: string): string {
  switch (entry.owner) {
    case "agent":
      return "The agent answers";
    case "queue":
      return "Waiting for a person";
    case "operator":
      return entry.operator?.id === me ? "You answer" : `${entry.operator?.name ?? "An operator"} answers`;
    case "none":
      return "Closed";
  }
}

const ACT_WORDS: Record<OwnershipSpan["act"], string> = {
  opened: "Opened by",
  handed_off: "Handed off by",
  taken_over: "Taken over by",
  handed_back: "Handed back to the agent by",
  closed: "Closed by",
  reopened: "Reopened by",
};

/** By which act a span of ownership began, whose it was, and the reason of a handoff. */
export function actWords({ act, by, reason }: Pick<OwnershipSpan, "act" | "by" | "reason">, me: string): string {
  const who = by.kind === "operator" ? (by.id === me ? "you" : by.name) : `the ${by.kind}`;
  return `${ACT_WORDS[act]} ${who}${reason === null ? "" : `: ${reasonWords(reason)}`}`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

export function bytesWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${Number((kilobytes / 1024).toFixed(1))} MB`;
}
