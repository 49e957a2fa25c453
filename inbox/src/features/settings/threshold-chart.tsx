import type { CurvePoint, Share } from "@baton/protocol";
import { percent } from "../../text/words.ts";

interface Props {
  points: CurvePoint[];
  current: number;
  chosen: number;
}

const TABLE_STEP = 10;

/** How much goes to the team and how much of the answered is wrong, at every threshold, each with the band of its interval. */
export function ThresholdChart({ points, current, chosen }: Props) {
  const answered = points.filter(({ wrong }) => wrong.of > 0);
  return (
    <figure class="curve">
      <figcaption class="curve-legend">
        <span class="tone-waiting">
          <i class="curve-key" /> to the team
        </span>
        <span class="tone-danger">
          <i class="curve-key curve-key-dashed" /> wrong among the answered
        </span>
      </figcaption>
      <div class="curve-plot">
        <div class="curve-axis" aria-hidden="true">
          <span>100 %</span>
          <span>50 %</span>
          <span>0 %</span>
        </div>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path class="curve-grid" d="M0 0H100M0 50H100M0 100H100" />
          <Series points={points} share={(point) => point.handedOver} tone="waiting" />
          <Series points={answered} share={(point) => point.wrong} tone="danger" />
          <path class="curve-current" d={`M${current * 100} 0V100`} />
          <path class="curve-chosen" d={`M${chosen * 100} 0V100`} />
        </svg>
      </div>
    </figure>
  );
}

/** The same in numbers, for those who read rather than look. */
export function CurveTable({ points }: { points: CurvePoint[] }) {
  return (
    <details class="curve-table">
      <summary>The curve as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Hands over below</th>
            <th scope="col">To the team</th>
            <th scope="col">Wrong among the answered</th>
          </tr>
        </thead>
        <tbody>
          {points
            .filter((_, index) => index % TABLE_STEP === 0)
            .map((point) => (
              <tr key={point.threshold}>
                <th scope="row">{percent(point.threshold)}</th>
                <td>{shareWords(point.handedOver)}</td>
                <td>{shareWords(point.wrong)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p class="muted small">
        In brackets Wilson's 95 % interval. Wrong is counted among answered questions whose outcome is known.
      </p>
    </details>
  );
}

function Series(props: { points: CurvePoint[]; share: (point: CurvePoint) => Share; tone: "waiting" | "danger" }) {
  const { points, share, tone } = props;
  const line = (height: (share: Share) => number, among: CurvePoint[]): string =>
    among.map((point) => `${point.threshold * 100} ${100 - height(share(point)) * 100}`).join("L");
  if (points.length === 0) return null;
  const lower = line(({ low }) => low, [...points].reverse());
  return (
    <g class={`curve-${tone} tone-${tone}`}>
      <path class="curve-band" d={`M${line(({ high }) => high, points)}L${lower}Z`} />
      <path class="curve-line" d={`M${line(({ count, of }) => count / of, points)}`} />
    </g>
  );
}

function shareWords({ count, of, low, high }: Share): string {
  if (of === 0) return "not known";
  return `${count} of ${of}: ${percent(count / of)} (${Math.round(low * 100)}–${percent(high)})`;
}
