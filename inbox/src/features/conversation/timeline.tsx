import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { agentIsThinking, type ConversationState } from "../../state/conversation-state.ts";
import { notYetInTimeline } from "../../state/outbox-state.ts";
import { type FlowItem, firstUnread, flowOf } from "../../state/timeline-flow.ts";
import { dayName, exactTime } from "../../text/times.ts";
import { now, useDesk } from "../shell/context.ts";
import type { Reason } from "./conversation-pane.tsx";
import { EventLine } from "./event-line.tsx";
import { MessageView } from "./message-view.tsx";
import { NoteView } from "./note-view.tsx";
import { OutgoingView } from "./outgoing-view.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";

const NEAR_THE_END_PX = 80;

interface TimelineProps {
  state: ConversationState;
  seenBefore: number;
  onReason: (reason: Reason) => void;
  /** Null where the timeline is that of a past moment. */
  onUseAsReply: ((text: string) => void) | null;
}

/** Everything said and done, newest at the bottom. It opens at the first unread and follows while the end is in sight. */
export function Timeline({ state, seenBefore, onReason, onUseAsReply }: TimelineProps) {
  const desk = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [unreadFrom] = useState(() => firstUnread(state.timeline, seenBefore));
  const items = useMemo(() => flowOf(state.timeline, unreadFrom), [state.timeline, unreadFrom]);
  const outgoing =
    onUseAsReply === null ? [] : notYetInTimeline(desk.outbox.state.value, state.id, state.timeline, desk.me);
  const progress = outgoing.map((reply) => reply.state).join();
  const thinking = agentIsThinking(state);

  const toEnd = (): void => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  useLayoutEffect(() => {
    const unread = scroller.current?.querySelector("[data-unread]");
    if (unread) unread.scrollIntoView({ block: "start" });
    else toEnd();
  }, []);
  useLayoutEffect(() => {
    if (atEnd) toEnd();
  }, [state.rev, progress, thinking, state.customerTyping]);
  const onScroll = (): void => {
    const element = scroller.current;
    if (element) setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_THE_END_PX);
  };

  return (
    <div class="timeline-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="timeline" ref={scroller} onScroll={onScroll} tabIndex={0} role="log" aria-label="Messages">
        <ol class="flow">
          {items.map((item) => (
            <li key={item.key} class={`flow-${item.kind}`} data-unread={item.kind === "unread" ? true : undefined}>
              <FlowView item={item} onReason={onReason} onUseAsReply={onUseAsReply} />
            </li>
          ))}
          {outgoing.map((reply) => (
            <li key={reply.key} class="flow-message">
              <OutgoingView reply={reply} />
            </li>
          ))}
        </ol>
        {thinking && <p class="doing tone-agent">The agent is working on an answer…</p>}
        {state.customerTyping && <p class="doing">The customer is typing…</p>}
      </div>
      {!atEnd && (
        <button type="button" class="button button-small to-end" onClick={toEnd}>
          To the newest
        </button>
      )}
    </div>
  );
}

function FlowView({
  item,
  onReason,
  onUseAsReply,
}: { item: FlowItem } & Pick<TimelineProps, "onReason" | "onUseAsReply">) {
  switch (item.kind) {
    case "day":
      return (
        <p class="separator">
          <span>{dayName(item.at, now.value)}</span>
        </p>
      );
    case "episode":
      return (
        <p class="separator separator-episode" title={exactTime(item.at)}>
          <span>Episode {item.episode}: the customer came back</span>
        </p>
      );
    case "unread":
      return (
        <p class="separator separator-unread">
          <span>New</span>
        </p>
      );
    case "message":
      return (
        <MessageView message={item.message} startsRun={item.startsRun} helpful={item.helpful} onReason={onReason} />
      );
    case "event":
      return <EventLine entry={item.entry} onReason={onReason} />;
    case "note":
      return <NoteView entry={item.entry} />;
    case "suggestion":
      return <SuggestionCard entry={item.entry} onUse={onUseAsReply} />;
  }
}
