import type { TimelineEvent } from "../../state/timeline-flow.ts";
import { reasonWords } from "../../text/words.ts";
import { WebLink } from "../parts/plain-text.tsx";
import { Clock } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";
import type { Reason } from "./conversation-pane.tsx";

/** A change of owner as a quiet sentence in the flow. */
export function EventLine({ entry, onReason }: { entry: TimelineEvent; onReason: (reason: Reason) => void }) {
  const { me } = useDesk();
  const named = (operator: { id: string; name: string }): string => (operator.id === me ? "You" : operator.name);
  switch (entry.kind) {
    case "opened":
      return (
        <p class="event">
          Opened at <Clock at={entry.at} />
          {entry.page && (
            <>
              {" "}
              on <WebLink href={entry.page.url} text={entry.page.title || entry.page.url} />
            </>
          )}
        </p>
      );
    case "handed_off": {
      const { why } = entry;
      return (
        <p class="event tone-waiting">
          Handed over at <Clock at={entry.at} />: {reasonWords(entry.reason)}
          {why && (
            <button type="button" class="link-button" onClick={() => onReason({ why, citations: [], marked: null })}>
              Why
            </button>
          )}
        </p>
      );
    }
    case "taken_over":
      return (
        <p class="event tone-operator">
          <span dir="auto">{named(entry.operator)}</span> took over
          {entry.from === "operator" ? " from another operator" : ""} at <Clock at={entry.at} />
        </p>
      );
    case "handed_back":
      return (
        <p class="event tone-agent">
          <span dir="auto">{named(entry.operator)}</span> handed back to the agent at <Clock at={entry.at} />
        </p>
      );
    case "closed":
      return (
        <p class="event tone-closed">
          Closed by <span dir="auto">{entry.operator.id === me ? "you" : entry.operator.name}</span> at{" "}
          <Clock at={entry.at} />
        </p>
      );
  }
}
