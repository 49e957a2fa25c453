import { percent } from "../../text/words.ts";

/** Confidence on a bar, with the threshold as a mark on it, and both in words. */
export function Confidence({ confidence, threshold }: { confidence: number; threshold: number | null }) {
  const enough = threshold === null || confidence >= threshold;
  return (
    <div class="confidence">
      <div class="confidence-words">
        <span>
          Confidence <strong>{percent(confidence)}</strong>
        </span>
        {threshold !== null && <span class="muted">hands over below {percent(threshold)}</span>}
      </div>
      <svg
        class={`bar ${enough ? "tone-agent" : "tone-waiting"}`}
        width="100%"
        height="12"
        aria-hidden="true"
        focusable="false"
      >
        <rect class="bar-ground" y="3" width="100%" height="6" rx="3" />
        <rect class="bar-fill" y="3" width={`${Math.max(1, confidence * 100)}%`} height="6" rx="3" />
        {threshold !== null && (
          <rect class="bar-mark" x={`${Math.min(99, threshold * 100)}%`} width="2" height="12" rx="1" />
        )}
      </svg>
    </div>
  );
}
