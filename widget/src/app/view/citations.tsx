import type { Citation } from "@baton/protocol/frames";
import { words } from "../words.ts";

/** The passages that an answer rests on, numbered; a link where the source has an address. */
export function Citations({ citations }: { citations: Citation[] }) {
  return (
    <ul class="citations" aria-label={words.sources}>
      {citations.map((citation) => (
        <li key={citation.number}>
          <Chip citation={citation} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ citation }: { citation: Citation }) {
  const place = placeOf(citation);
  const label = (
    <>
      <span class="number">{citation.number}</span>
      <span class="place" dir="auto">
        {place}
      </span>
    </>
  );
  const href = safeAddress(citation.url);
  if (!href) return <span class="chip">{label}</span>;
  return (
    <a class="chip" href={href} target="_blank" rel="noopener noreferrer" title={`${place} (${words.opensInNewTab})`}>
      {label}
    </a>
  );
}

export function placeOf({ title, heading, page }: Citation): string {
  const place = heading && heading !== title ? `${title} › ${heading}` : title;
  return page === null || page === undefined ? place : `${place}, page ${page}`;
}

/** The contract promises http or https; a link is made of nothing else, whatever comes. */
export function safeAddress(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}
