import type { HandedOff } from "../../state/conversation-state.ts";
import { whyWords } from "../../text/why-words.ts";
import { reasonWords } from "../../text/words.ts";
import { Confidence } from "../parts/confidence.tsx";
import { Icon } from "../parts/icon.tsx";
import { Clock } from "../parts/time.tsx";
import { Passages } from "../parts/why-view.tsx";

/** Why the agent handed the conversation over, what was asked, and how near the sources came. */
export function HandoffCard({ handoff }: { handoff: HandedOff }) {
  const { why } = handoff;
  return (
    <div class="card card-handoff tone-waiting">
      <h3>
        <Icon name="waiting" size={16} /> Handed over at <Clock at={handoff.at} />
      </h3>
      <p class="handoff-reason">{sentence(reasonWords(handoff.reason))}</p>
      {handoff.question && (
        <>
          <h4>Asked</h4>
          <p class="quote" dir="auto">
            {handoff.question}
          </p>
        </>
      )}
      {why && (
        <>
          <p>{whyWords(why)}</p>
          {handoff.reason !== "explicit_request" && (
            <>
              <Confidence confidence={why.confidence} threshold={why.threshold} />
              <h4>Nearest passages</h4>
              <Passages passages={why.passages} citations={[]} marked={null} />
            </>
          )}
        </>
      )}
    </div>
  );
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
