import type { Citation, Why, WhyPassage } from "@baton/protocol";
import { signalWords, whyWords } from "../../text/why-words.ts";
import { percent } from "../../text/words.ts";
import { Confidence } from "./confidence.tsx";
import { WebLink } from "./plain-text.tsx";

/** Why the agent answered or handed off: the rule, the confidence, the passages it found and the numbers behind. */
export function WhyView({ why, citations, marked }: { why: Why; citations: Citation[]; marked: number | null }) {
  return (
    <div class="why">
      <p class="why-rule">{whyWords(why)}</p>
      <Confidence confidence={why.confidence} threshold={why.threshold} />
      <h3>Asked of the sources</h3>
      <p class="quote" dir="auto">
        {why.question}
      </p>
      <h3>Nearest passages</h3>
      <Passages passages={why.passages} citations={citations} marked={marked} />
      <Signals signals={why.signals} />
    </div>
  );
}

export function Passages(props: { passages: WhyPassage[]; citations: Citation[]; marked: number | null }) {
  const { passages, citations, marked } = props;
  if (passages.length === 0) return <p class="muted">None came near the question.</p>;
  return (
    <ol class="passages">
      {passages.map((passage, index) => {
        const number = citations.find((citation) => cites(citation, passage))?.number ?? null;
        return (
          <PassageView key={index} passage={passage} number={number} marked={number !== null && number === marked} />
        );
      })}
    </ol>
  );
}

function PassageView({ passage, number, marked }: { passage: WhyPassage; number: number | null; marked: boolean }) {
  return (
    <li class={`passage ${marked ? "passage-marked" : ""}`}>
      <p class="passage-place" dir="auto">
        {number !== null && <span class="citation-number">{number}</span>}
        {passage.url ? <WebLink href={passage.url} text={passage.title} /> : <span>{passage.title}</span>}
        {passage.heading && <span class="muted"> › {passage.heading}</span>}
        {passage.page !== null && <span class="muted"> · page {passage.page}</span>}
      </p>
      <p class="passage-text" dir="auto">
        {passage.text}
      </p>
      <p class="muted small">Nearness {percent(passage.score)}</p>
    </li>
  );
}

function Signals({ signals }: { signals: Record<string, number> }) {
  const names = Object.keys(signals);
  if (names.length === 0) return null;
  return (
    <details class="signals">
      <summary>Numbers behind the confidence</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{signalWords(name)}</th>
              <td>{signals[name]?.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A citation names no passage of its own; source, heading and page tell which one it is. */
export const cites = (citation: Citation, passage: WhyPassage): boolean =>
  citation.source === passage.source && citation.heading === passage.heading && citation.page === passage.page;
