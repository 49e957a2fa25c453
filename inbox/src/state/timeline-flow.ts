import type { Author, Message, TimelineEntry } from "@baton/protocol";

/** A timeline as it is read: separators, messages in runs of one author, quiet sentences, private suggestions. */
export type FlowItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "episode"; key: string; episode: number; at: string }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: Message; startsRun: boolean; helpful: boolean | null }
  | { kind: "event"; key: string; entry: TimelineEvent }
  | { kind: "note"; key: string; entry: TimelineNote }
  | { kind: "suggestion"; key: string; entry: Extract<TimelineEntry, { kind: "suggestion" }> };

export type TimelineNote = Extract<TimelineEntry, { kind: "note" }>;

export type TimelineEvent = Extract<
  TimelineEntry,
  { kind: "opened" | "handed_off" | "taken_over" | "handed_back" | "closed" }
>;

/** `unreadFrom` is the seq of the first message not seen yet, 0 when all are. */
export function flowOf(timeline: readonly TimelineEntry[], unreadFrom: number): FlowItem[] {
  const items: FlowItem[] = [];
  const ratings = new Map<number, boolean>();
  for (const entry of timeline) if (entry.kind === "rated") ratings.set(entry.seq, entry.helpful);
  let day = "";
  let speaker = "";
  const push = (item: FlowItem): void => {
    items.push(item);
    if (item.kind !== "message") speaker = "";
  };
  for (const entry of timeline) {
    const entryDay = dayOf(entry.at);
    if (entryDay !== day && entry.kind !== "asked" && entry.kind !== "rated") {
      day = entryDay;
      push({ kind: "day", key: `day-${entry.rev}`, at: entry.at });
    }
    const key = String(entry.rev);
    switch (entry.kind) {
      case "asked":
      case "rated":
        break;
      case "reopened":
        push({ kind: "episode", key, episode: entry.episode, at: entry.at });
        break;
      case "note":
        push({ kind: "note", key, entry });
        break;
      case "suggestion":
        push({ kind: "suggestion", key, entry });
        break;
      case "message": {
        if (entry.message.seq === unreadFrom) push({ kind: "unread", key: "unread" });
        const author = speakerOf(entry.message.author);
        const helpful = ratings.get(entry.message.seq) ?? null;
        push({ kind: "message", key, message: entry.message, startsRun: author !== speaker, helpful });
        speaker = author;
        break;
      }
      case "opened":
      case "handed_off":
      case "taken_over":
      case "handed_back":
      case "closed":
        push({ kind: "event", key, entry });
        break;
      default:
        // A kind from a newer server: it has its rev and nothing that this page could show.
        break;
    }
  }
  return items;
}

/** The first customer message after `seen`, or 0. What the team itself said is never unread. */
export function firstUnread(timeline: readonly TimelineEntry[], seen: number): number {
  if (seen === 0) return 0;
  for (const entry of timeline) {
    if (entry.kind === "message" && entry.message.seq > seen && entry.message.author.kind === "customer") {
      return entry.message.seq;
    }
  }
  return 0;
}

const dayOf = (at: string): string => new Date(at).toDateString();

const speakerOf = (author: Author): string =>
  author.kind === "operator" ? `operator ${author.id ?? author.name}` : author.kind;
