import type { InboxEntry, OwnerKind } from "@baton/protocol";
import { ownerWords } from "../../text/words.ts";
import { Icon, type IconName } from "./icon.tsx";

const LOOKS: Record<OwnerKind, { tone: string; icon: IconName }> = {
  agent: { tone: "agent", icon: "agent" },
  queue: { tone: "waiting", icon: "waiting" },
  operator: { tone: "operator", icon: "operator" },
  none: { tone: "closed", icon: "closed" },
};

export const toneOf = (owner: OwnerKind): string => LOOKS[owner].tone;
export const ownerIcon = (owner: OwnerKind): IconName => LOOKS[owner].icon;

/** Who owns a conversation: one colour, one icon, one word. */
export function OwnerChip({ entry, me }: { entry: Pick<InboxEntry, "owner" | "operator">; me: string }) {
  return (
    <span class={`chip tone-${toneOf(entry.owner)}`}>
      <Icon name={ownerIcon(entry.owner)} size={14} />
      <span class="chip-word" dir="auto">
        {ownerWords(entry, me)}
      </span>
    </span>
  );
}
