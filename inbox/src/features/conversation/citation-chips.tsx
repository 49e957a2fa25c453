import type { Citation } from "@baton/protocol";
import { WebLink } from "../parts/plain-text.tsx";

/** What an answer rests on, numbered. A chip opens its passage where it is known, else the page it came from. */
export function CitationChips({
  citations,
  onOpen,
}: {
  citations: Citation[];
  onOpen: ((number: number) => void) | null;
}) {
  if (citations.length === 0) return null;
  return (
    <ul class="citations" aria-label="Citations">
      {citations.map((citation) => (
        <li key={citation.number}>
          {onOpen ? (
            <button type="button" class="citation" title={placeOf(citation)} onClick={() => onOpen(citation.number)}>
              <Label citation={citation} />
            </button>
          ) : (
            <span class="citation">
              <Label citation={citation} />
              {citation.url && <WebLink href={citation.url} text="Open" />}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Label({ citation }: { citation: Citation }) {
  return (
    <>
      <span class="citation-number">{citation.number}</span>
      <span class="citation-place" dir="auto">
        {placeOf(citation)}
      </span>
    </>
  );
}

const placeOf = ({ title, heading, page }: Citation): string =>
  [title, heading, page === null ? null : `page ${page}`].filter((part) => part !== null).join(" › ");
