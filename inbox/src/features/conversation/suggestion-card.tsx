import { actsOn } from "../../state/acts.ts";
import type { FlowItem } from "../../state/timeline-flow.ts";
import { percent } from "../../text/words.ts";
import { Icon } from "../parts/icon.tsx";
import { PlainText } from "../parts/plain-text.tsx";
import { useDesk } from "../shell/context.ts";
import { CitationChips } from "./citation-chips.tsx";

type Suggestion = Extract<FlowItem, { kind: "suggestion" }>["entry"];

/** What the agent was about to say when a person took over. It has never been shown to the customer, and looks like it. */
export function SuggestionCard({ entry, onUse }: { entry: Suggestion; onUse: ((text: string) => void) | null }) {
  const desk = useDesk();
  const owner = desk.conversation.state.value?.entry;
  const reply = owner ? actsOn(owner, desk.me).reply : "closed";
  return (
    <aside class="suggestion" aria-label="What the agent was about to say">
      <p class="suggestion-head">
        <Icon name="lock" size={15} /> What the agent was about to say
        <span class="muted">Not sent to the customer</span>
      </p>
      <PlainText text={entry.text} />
      <CitationChips citations={entry.citations ?? []} onOpen={null} />
      <p class="message-foot">
        <span>Confidence {percent(entry.confidence)}</span>
        {onUse && (reply === "mine" || reply === "taking_over") && (
          <button type="button" class="button button-small" onClick={() => onUse(entry.text)}>
            Use as reply
          </button>
        )}
      </p>
    </aside>
  );
}
