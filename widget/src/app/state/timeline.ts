import type { Message } from "@baton/protocol/frames";
import type { Outgoing, WidgetState } from "./widget-state.ts";

/** What the log shows, top to bottom. `leads` marks the first of several messages by the same person. */
export type TimelineItem =
  | { kind: "day"; id: string; at: string }
  | { kind: "closed"; id: string }
  | { kind: "new"; id: string }
  | { kind: "message"; id: string; message: Message; leads: boolean }
  | { kind: "unsent"; id: string; unsent: Outgoing; leads: boolean };

export function timelineOf(state: WidgetState): TimelineItem[] {
  const items: TimelineItem[] = [];
  let before: Message | null = null;
  for (const [index, message] of state.earlier.concat(state.messages).entries()) {
    const past = index < state.earlier.length;
    const where = past ? `earlier-${index}-` : "";
    const ended: boolean = before !== null && (before.episode !== message.episode || before.seq >= message.seq);
    const anotherDay: boolean = before === null || dayOf(before.at) !== dayOf(message.at);
    const isNew = !past && message.seq === state.newFrom;
    if (ended) items.push({ kind: "closed", id: `${where}closed-${message.seq}` });
    if (anotherDay) items.push({ kind: "day", id: `${where}day-${message.seq}`, at: message.at });
    if (isNew) items.push({ kind: "new", id: "new" });
    const leads: boolean = ended || anotherDay || isNew || before === null || speakerOf(before) !== speakerOf(message);
    // A sent message keeps the id that it had while unsent, so that it is the same element and nothing jumps or is read twice.
    items.push({ kind: "message", id: where + (message.key ?? message.seq), message, leads });
    before = message;
  }
  for (const unsent of state.outbox) {
    const last: TimelineItem | undefined = items[items.length - 1];
    const follows = last?.kind === "unsent" || (last?.kind === "message" && last.message.author.kind === "customer");
    items.push({ kind: "unsent", id: unsent.key, unsent, leads: !follows });
  }
  return items;
}

function speakerOf(message: Message): string {
  return message.author.kind === "operator" ? `operator ${message.author.name}` : message.author.kind;
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}
