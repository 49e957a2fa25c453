import type { ConversationPage, Message, Status, WidgetServerFrame } from "@baton/protocol/frames";
import { NO_REQUEST, type WidgetState } from "./widget-state.ts";

export function withFrame(state: WidgetState, frame: WidgetServerFrame): WidgetState {
  switch (frame.kind) {
    case "welcome":
      return withStatus({ ...state, thinking: false, typing: null, connection: "open" }, frame.status);
    case "messages":
      return withMessages(state, frame.messages);
    case "status":
      return withStatus(state, frame.status);
    case "rated":
      return withRatings(state, [frame]);
    case "typing":
      return frame.author.kind === "operator" ? { ...state, typing: frame.author } : state;
    case "thinking":
      // With the first message "thinking" may come before the status that names the agent as owner.
      return { ...state, thinking: frame.on && state.status.owner !== "queue" && state.status.owner !== "operator" };
    default:
      // A frame kind of a newer server: ignored, as the contract asks.
      return state;
  }
}

export function withPage(state: WidgetState, page: ConversationPage): WidgetState {
  if (page.conversation !== state.session?.conversation) return state;
  return withStatus(withRatings(withMessages(state, page.messages), page.ratings), page.status);
}

/** Adds what is not there yet, in `seq` order; the cursor moves as far as the messages are dense. */
export function withMessages(state: WidgetState, incoming: Message[]): WidgetState {
  const settled = new Set(incoming.map((message) => message.key));
  const outbox = state.outbox.some((unsent) => settled.has(unsent.key))
    ? state.outbox.filter((unsent) => !settled.has(unsent.key))
    : state.outbox;
  const ahead = new Map(state.messages.slice(state.lastSeq).map((message) => [message.seq, message]));
  const known = ahead.size;
  for (const message of incoming) {
    if (message.seq > state.lastSeq && !ahead.has(message.seq)) ahead.set(message.seq, message);
  }
  if (ahead.size === known) return outbox === state.outbox ? state : { ...state, outbox };

  const messages = state.messages
    .slice(0, state.lastSeq)
    .concat([...ahead.values()].sort((one, other) => one.seq - other.seq));
  let lastSeq = state.lastSeq;
  while (messages[lastSeq]?.seq === lastSeq + 1) lastSeq++;
  const spoken = incoming.some((message) => message.author.kind !== "customer");
  return seen({
    ...state,
    messages,
    lastSeq,
    outbox,
    typing: spoken ? null : state.typing,
    thinking: incoming.some((message) => message.author.kind === "agent") ? false : state.thinking,
  });
}

/** A rating that the server refused is taken back: null. */
export function withRatings(state: WidgetState, said: { seq: number; helpful: boolean | null }[]): WidgetState {
  if (said.length === 0) return state;
  const ratings = new Map(state.ratings);
  for (const { seq, helpful } of said) {
    if (helpful === null) ratings.delete(seq);
    else ratings.set(seq, helpful);
  }
  return { ...state, ratings };
}

/** Answers and frames overtake each other: a status of an older generation never replaces a newer one. */
export function withStatus(state: WidgetState, status: Status): WidgetState {
  if (status.generation < state.status.generation) return state;
  return {
    ...state,
    status,
    thinking: state.thinking && status.owner === "agent",
    typing: status.owner === "operator" ? state.typing : null,
    human: status.owner === "queue" || status.owner === "operator" ? NO_REQUEST : state.human,
  };
}

export function seen(state: WidgetState): WidgetState {
  return state.attentive && state.seenSeq < state.lastSeq ? { ...state, seenSeq: state.lastSeq } : state;
}

export function unreadOf(state: WidgetState): Message[] {
  return state.messages.filter((message) => message.seq > state.seenSeq && message.author.kind !== "customer");
}

export function isClosed(state: WidgetState): boolean {
  return state.status.owner === "none" && state.lastSeq > 0;
}
