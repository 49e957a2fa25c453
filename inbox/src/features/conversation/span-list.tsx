import type { OwnershipSpan } from "@baton/protocol";
import { useLayoutEffect, useRef } from "preact/hooks";
import { dayTime, exactTime, lasted } from "../../text/times.ts";
import { actWords, plural } from "../../text/words.ts";
import { OwnerChip } from "../parts/owner-chip.tsx";
import { now, useDesk } from "../shell/context.ts";

interface SpanListProps {
  spans: readonly OwnershipSpan[];
  current: OwnershipSpan | null;
  onChoose: (rev: number) => void;
}

/** The spans in words: who, by which act and whose, from when to when. Choosing one shows the conversation as it began. */
export function SpanList({ spans, current, onChoose }: SpanListProps) {
  const { me } = useDesk();
  const list = useRef<HTMLOListElement>(null);
  const at = current?.fromRev;
  useLayoutEffect(() => {
    const shown = list.current?.querySelector("[data-current]") ?? list.current?.lastElementChild;
    shown?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ol class="spans" ref={list}>
      {spans.map((span) => (
        <li key={span.fromRev} class="span" data-current={span.fromRev === current?.fromRev ? true : undefined}>
          <OwnerChip entry={span} me={me} />
          <button
            type="button"
            class="link-button span-act"
            title={`Show the conversation as of ${exactTime(span.from)}`}
            aria-current={span.fromRev === current?.fromRev ? "time" : undefined}
            onClick={() => onChoose(span.fromRev)}
          >
            {actWords(span, me)}
          </button>
          <p class="span-facts">
            {dayTime(span.from, now.value)} – {span.to === null ? "now" : dayTime(span.to, Date.parse(span.from))} ·{" "}
            {lasted(span.from, span.to ?? new Date(now.value).toISOString())} · {saidIn(span)}
          </p>
        </li>
      ))}
    </ol>
  );
}

function saidIn({ messages: { customer, agent, operator } }: OwnershipSpan): string {
  if (customer + agent + operator === 0) return "nothing was said";
  const by = (count: number, who: string): string[] =>
    count === 0 ? [] : [`${count.toLocaleString("en-GB")} by ${who}`];
  const all = [...by(customer, "the customer"), ...by(agent, "the agent"), ...by(operator, "the team")];
  return `${plural(customer + agent + operator, "message", "messages")}: ${all.join(", ")}`;
}
