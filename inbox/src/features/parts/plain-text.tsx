import { type Block, blocksOf, type Span } from "@baton/protocol/text";

/** A message's text as text nodes: paragraphs, lists and web addresses, nothing else. */
export function PlainText({ text }: { text: string }) {
  return (
    <div class="plain-text" dir="auto">
      {blocksOf(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "paragraph") {
    return (
      <p>
        {block.lines.map((line, index) => (
          <>
            {index > 0 && <br />}
            <Spans spans={line} />
          </>
        ))}
      </p>
    );
  }
  const items = block.items.map((item, index) => (
    <li key={index}>
      <Spans spans={item} />
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function Spans({ spans }: { spans: Span[] }) {
  return <>{spans.map((span) => (span.kind === "link" ? <WebLink href={span.href} text={span.text} /> : span.text))}</>;
}

/** A link that leaves the inbox. Anything but a web address is shown as the text it is. */
export function WebLink({ href, text }: { href: string; text: string }) {
  if (!/^https?:\/\//i.test(href)) return <>{text}</>;
  return (
    <a class="web-link" href={href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
      {text}
    </a>
  );
}
