/** Splits a message's plain text into what FRAMES.md section 3 lets a client show. Clients render the result to text nodes only. */
export type Span = { kind: "plain"; text: string } | { kind: "link"; text: string; href: string };
export type Block =
  | { kind: "paragraph"; lines: Span[][] }
  | { kind: "list"; ordered: boolean; start: number; items: Span[][] };

const BULLET = /^\s*[-•*]\s+(.*)$/;
const NUMBERED = /^\s*(\d{1,3})[.)]\s+(.*)$/;
const ADDRESS = /https?:\/\/[^\s<>"']+/g;
const TRAILING = /[.,;:!?)\]]+$/;

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") {
      open = null;
      continue;
    }
    const bullet = BULLET.exec(line);
    const numbered = bullet ? null : NUMBERED.exec(line);
    if (bullet || numbered) {
      const ordered = numbered !== null;
      const item = spansOf((bullet ? bullet[1] : numbered?.[2]) ?? "");
      if (open?.kind === "list" && open.ordered === ordered) {
        open.items.push(item);
      } else {
        open = { kind: "list", ordered, start: Number(numbered?.[1] ?? 1), items: [item] };
        blocks.push(open);
      }
    } else if (open?.kind === "paragraph") {
      open.lines.push(spansOf(line));
    } else {
      open = { kind: "paragraph", lines: [spansOf(line)] };
      blocks.push(open);
    }
  }
  return blocks;
}

export function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, "");
    if (!URL.canParse(address)) continue;
    if (match.index > from) spans.push({ kind: "plain", text: line.slice(from, match.index) });
    spans.push({ kind: "link", text: address, href: new URL(address).href });
    from = match.index + address.length;
  }
  if (from < line.length) spans.push({ kind: "plain", text: line.slice(from) });
  return spans;
}
