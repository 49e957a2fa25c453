import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../client.ts";
import { type TimelineItem, timelineOf } from "../state/timeline.ts";
import { words } from "../words.ts";
import { Bubble } from "./bubble.tsx";
import { DownIcon } from "./icons.tsx";
import { RichText } from "./rich-text.tsx";
import { dayName } from "./times.ts";

const NEAR_END_PX = 48;

/** What was said, newest at the bottom. It stays at the newest while the customer is there, and never moves under who reads above. */
export function Log({ client }: { client: Client }) {
  const state = client.state.value;
  const items = timelineOf(state);
  const lastAnswer = state.messages.findLast((message) => message.kind === "answer");
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const range = useRef(0);
  const [showsWay, setShowsWay] = useState(false);

  const toEnd = () => {
    const view = box.current;
    if (!view) return;
    view.scrollTop = view.scrollHeight;
    range.current = view.scrollHeight - view.clientHeight;
  };
  const scrolled = () => {
    const view = box.current;
    if (!view) return;
    // A line or a band that arrives while we follow the newest also scrolls: that is not the customer leaving it.
    const resized = range.current !== view.scrollHeight - view.clientHeight;
    range.current = view.scrollHeight - view.clientHeight;
    if (resized && atEnd.current) return toEnd();
    atEnd.current = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_END_PX;
    setShowsWay(!atEnd.current);
  };

  const ownLines = state.outbox.length;
  useLayoutEffect(() => {
    if (ownLines > 0) toEnd();
  }, [ownLines]);
  useLayoutEffect(() => {
    const mark = list.current?.querySelector<HTMLElement>(".separator.new");
    if (mark && box.current) box.current.scrollTop = mark.offsetTop - NEAR_END_PX;
  }, [state.newFrom]);
  useLayoutEffect(() => {
    if (!box.current || !list.current || !("ResizeObserver" in window)) return;
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(box.current);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);

  return (
    <div class="log-area">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="log" role="log" aria-live="polite" aria-label={words.log} tabIndex={0} ref={box} onScroll={scrolled}>
        {items.length === 0 && state.settings?.greeting && (
          <div class="greeting">
            <RichText text={state.settings.greeting} />
          </div>
        )}
        <ol ref={list}>
          {items.map((item, at) => (
            <Item
              key={item.id}
              item={item}
              client={client}
              last={at === items.length - 1}
              lastAnswer={item.kind === "message" && item.message === lastAnswer}
            />
          ))}
          {state.thinking && <Dots key="thinking" text={words.thinking} />}
          {state.typing?.kind === "operator" && <Dots key="typing" text={words.typing(state.typing.name)} />}
        </ol>
      </div>
      {showsWay && (
        <button type="button" class="to-newest" aria-label={words.toNewest} title={words.toNewest} onClick={toEnd}>
          <DownIcon />
        </button>
      )}
    </div>
  );
}

interface ItemProps {
  item: TimelineItem;
  client: Client;
  last: boolean;
  lastAnswer: boolean;
}

function Item({ item, client, last, lastAnswer }: ItemProps) {
  switch (item.kind) {
    case "day":
      return <li class="separator">{dayName(item.at)}</li>;
    case "closed":
      return <li class="separator">{words.earlierClosed}</li>;
    case "new":
      return <li class="separator new">{words.newMessages}</li>;
    case "message":
      return (
        <Bubble
          client={client}
          message={item.message}
          unsent={null}
          leads={item.leads}
          last={last}
          lastAnswer={lastAnswer}
        />
      );
    case "unsent":
      return <Bubble client={client} message={null} unsent={item.unsent} leads={item.leads} last={last} />;
  }
}

function Dots({ text }: { text: string }) {
  return (
    <li class="dots">
      <span class="dot" />
      <span class="dot" />
      <span class="dot" />
      <span dir="auto">{text}</span>
    </li>
  );
}
