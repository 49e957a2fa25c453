import type { OwnerKind, OwnershipSpan } from "@baton/protocol";
import { toneOf } from "../parts/owner-chip.tsx";

/** Each kind of owner has a height beside its colour: the agent low, people high, a closed conversation a line. */
const HEIGHTS: Record<OwnerKind, number> = { agent: 6, queue: 9, operator: 12, none: 2 };
const HEIGHT = 12;

/** The spans along the same scale as the slider below them. A picture of the list, which has the words. */
export function SpanBar({ spans, most, rev }: { spans: readonly OwnershipSpan[]; most: number; rev: number | null }) {
  const first = spans[0]?.fromRev ?? 1;
  const width = Math.max(1, most - first + 1);
  return (
    <svg class="span-bar" viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {spans
        .filter((span) => span.fromRev <= most)
        .map((span) => (
          <rect
            key={span.fromRev}
            class={`bar-fill tone-${toneOf(span.owner)}`}
            x={span.fromRev - first}
            width={Math.min(span.toRev ?? most, most) - span.fromRev + 1}
            y={HEIGHT - HEIGHTS[span.owner]}
            height={HEIGHTS[span.owner]}
          />
        ))}
      {rev !== null && <rect class="span-after" x={rev - first + 1} width={most - rev} y={0} height={HEIGHT} />}
    </svg>
  );
}
