import type { Flip } from "@baton/protocol";
import { conversationHref } from "../../state/route.ts";
import type { Flips } from "../../store/threshold-store.ts";
import { flipWords, LABEL_WORDS } from "../../text/threshold-words.ts";
import { percent, plural } from "../../text/words.ts";
import { Notice, Skeleton } from "../parts/states.tsx";

const LABEL_TONES: Record<Flip["label"], string> = { right: "agent", wrong: "danger", unknown: "closed" };

/** The past questions that the slider's threshold would treat otherwise than the present one does. */
export function FlipList({ flips, onMore }: { flips: Flips; onMore: () => void }) {
  switch (flips.kind) {
    case "none":
      return <p class="muted">Move the slider to see which of these questions would be treated otherwise.</p>;
    case "loading":
      return <Skeleton rows={2} shape="row" />;
    case "failed":
      return <Notice tone="danger">{flips.reason}</Notice>;
    case "ready":
      return (
        <section class="flips" aria-label="Questions that would change">
          <h3>
            {flips.page.total === 0
              ? "No question would be treated otherwise"
              : `${plural(flips.page.total, "question", "questions")} would be treated otherwise`}
          </h3>
          <ul>
            {flips.page.flips.map((flip) => (
              <FlipRow key={flip.id} flip={flip} />
            ))}
          </ul>
          {flips.page.next !== null && (
            <button type="button" class="button button-small" onClick={onMore}>
              Show more
            </button>
          )}
        </section>
      );
  }
}

function FlipRow({ flip }: { flip: Flip }) {
  return (
    <li class="flip">
      {flip.conversation === null ? (
        <span class="flip-question" dir="auto">
          {flip.question}
        </span>
      ) : (
        <a class="flip-question" dir="auto" href={conversationHref(flip.conversation)}>
          {flip.question}
        </a>
      )}
      <span class="muted small">
        {percent(flip.confidence)} sure · {flipWords(flip)}
        {flip.source && ` · from ${flip.source.heading ?? flip.source.title}`}
      </span>
      <span class={`chip small tone-${LABEL_TONES[flip.label]}`}>{LABEL_WORDS[flip.label]}</span>
    </li>
  );
}
