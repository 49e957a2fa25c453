import type { View } from "@baton/protocol";
import { viewHref } from "../../state/route.ts";
import type { IconName } from "../parts/icon.tsx";
import { Empty } from "../parts/states.tsx";

const WORDS: Record<View, { icon: IconName; title: string; text: string }> = {
  waiting: {
    icon: "waiting",
    title: "Nobody is waiting",
    text: "What the agent hands over to the team appears here at once, the longest wait first.",
  },
  mine: {
    icon: "operator",
    title: "You own no conversation",
    text: "Take one over, and it stays here until you close it.",
  },
  agent: {
    icon: "agent",
    title: "The agent has no conversation",
    text: "Open conversations that the agent answers appear here.",
  },
  team: {
    icon: "team",
    title: "No operator owns a conversation",
    text: "Conversations that anyone on the team has taken over appear here.",
  },
  closed: {
    icon: "closed",
    title: "Nothing is closed yet",
    text: "Closed conversations stay here, with all that was said.",
  },
};

export function EmptyView({ view }: { view: View }) {
  const { icon, title, text } = WORDS[view];
  return (
    <Empty icon={icon} title={title}>
      <p class="muted">{text}</p>
      {view === "mine" && (
        <a class="button" href={viewHref("waiting")}>
          See who is waiting
        </a>
      )}
      {view === "waiting" && (
        <a class="button" href={viewHref("agent")}>
          See what the agent answers
        </a>
      )}
    </Empty>
  );
}
