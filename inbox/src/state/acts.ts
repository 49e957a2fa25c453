import type { InboxEntry } from "@baton/protocol";

/** What an operator may do with a conversation now. The server decides; this only spares a refusal. */
export interface Acts {
  takeOver: "Take over" | `Take over from ${string}` | null;
  handBack: boolean;
  close: boolean;
  /** How a reply would go out: as the owner's, as a take-over in one, or not at all. */
  reply: "mine" | "taking_over" | "blocked" | "closed";
}

export function actsOn(entry: Pick<InboxEntry, "owner" | "operator">, me: string): Acts {
  switch (entry.owner) {
    case "agent":
      return { takeOver: "Take over", handBack: false, close: false, reply: "taking_over" };
    case "queue":
      return { takeOver: "Take over", handBack: true, close: true, reply: "taking_over" };
    case "operator":
      return entry.operator?.id === me
        ? { takeOver: null, handBack: true, close: true, reply: "mine" }
        : {
            takeOver: `Take over from ${entry.operator?.name ?? "the operator"}`,
            handBack: false,
            close: false,
            reply: "blocked",
          };
    case "none":
      return { takeOver: null, handBack: false, close: false, reply: "closed" };
  }
}
