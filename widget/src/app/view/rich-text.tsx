import { blocksOf, type Span } from "@baton/protocol/text";
import { words } from "../words.ts";

/** A message's plain text as paragraphs, lists and links: text nodes only, each block in its own writing direction. */
export function RichText({ text }: { text: string }) {
  return blocksOf(text).map((block, at) => {
    if (block.kind === "paragraph") {
      return (
        <p key={at} dir="auto">
          {block.lines.map((line, row) => (
            <>
              {row > 0 && <br />}
              <Line spans={line} />
            </>
          ))}
        </p>
      );
    }
    const items = block.items.map((item, row) => (
      <li key={row}>
        <Line spans={item} />
      </li>
    ));
    return block.ordered ? (
      <ol key={at} dir="auto" start={block.start}>
        {items}
      </ol>
    ) : (
      <ul key={at} dir="auto">
        {items}
      </ul>
    );
  });
}

function Line({ spans }: { spans: Span[] }) {
  return (
    <>
      {spans.map((span, at) =>
        span.kind === "plain" ? (
          span.text
        ) : (
          <a key={at} href={span.href} target="_blank" rel="noopener noreferrer" title={words.opensInNewTab}>
            {span.text}
          </a>
        ),
      )}
    </>
  );
}
