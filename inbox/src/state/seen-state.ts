import type { InboxEntry } from "@baton/protocol";

/** Up to which seq this operator has seen each conversation, in this browser. Oldest first; the newest 500 are kept. */
export type SeenState = ReadonlyMap<string, number>;

const SEEN_CONVERSATIONS_MAX = 500;

export function withSeen(seen: SeenState, conversation: string, seq: number): SeenState {
  if ((seen.get(conversation) ?? 0) >= seq) return seen;
  const next = new Map(seen);
  next.delete(conversation);
  next.set(conversation, seq);
  return new Map([...next].slice(-SEEN_CONVERSATIONS_MAX));
}

/** A customer wrote last, a person is to answer, and this operator has not looked yet. */
export function isUnread(entry: InboxEntry, seen: SeenState, me: string): boolean {
  const forMe = entry.owner === "queue" || (entry.owner === "operator" && entry.operator?.id === me);
  const line = entry.lastLine;
  return forMe && line?.author.kind === "customer" && line.seq > (seen.get(entry.conversation) ?? 0);
}
