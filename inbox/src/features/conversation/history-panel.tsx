import { useEffect, useId, useMemo } from "preact/hooks";
import type { ConversationState } from "../../state/conversation-state.ts";
import { agentWhilePeopleOwned, spanAt, timeAt, upToDate } from "../../state/history-state.ts";
import { dayTime, secondTime } from "../../text/times.ts";
import { ownerWords, plural } from "../../text/words.ts";
import { Icon } from "../parts/icon.tsx";
import { Failure } from "../parts/states.tsx";
import { now, useDesk } from "../shell/context.ts";
import { SpanBar } from "./span-bar.tsx";
import { SpanList } from "./span-list.tsx";

/** Who owned the conversation, when and by which act, and a way back to any moment of it. */
export function HistoryPanel({ state }: { state: ConversationState }) {
  const { history } = useDesk();
  const heading = useId();
  const generation = state.entry?.generation;
  useEffect(() => void history.load(), [history, generation]);
  const shown = history.state.value;
  return (
    <section class="history" aria-labelledby={heading}>
      <header class="history-head">
        <h3 id={heading}>History of ownership</h3>
        <button
          type="button"
          class="button button-quiet button-icon"
          aria-label="Close the history"
          onClick={() => history.close()}
        >
          <Icon name="close" size={16} />
        </button>
      </header>
      {shown.status === "loading" && <p class="muted small">Reading the history…</p>}
      {shown.status === "failed" && <Failure what={shown.reason} onRetry={() => void history.load()} />}
      {shown.status === "ready" && <Spans state={state} />}
    </section>
  );
}

function Spans({ state }: { state: ConversationState }) {
  const desk = useDesk();
  const shown = desk.history.state.value;
  const fetched = shown.status === "ready" ? shown.history : { spans: [], omitted: 0 };
  const spans = useMemo(() => upToDate(fetched.spans, state.timeline), [fetched.spans, state.timeline]);
  const moment = desk.history.moment.value;
  const first = spans[0]?.fromRev ?? 1;
  const rev = moment?.rev ?? state.rev;
  const most = moment?.of ?? state.rev;
  const span = spanAt(spans, rev);
  const at = timeAt(state.timeline, rev);
  const time = at === null ? "" : secondTime(at);
  const owner = span ? ownerWords(span, desk.me) : "";
  return (
    <>
      <p class="history-finding">{finding(agentWhilePeopleOwned(spans))}</p>
      {fetched.omitted > 0 && (
        <p class="muted small">
          These are the newest {spans.length.toLocaleString("en-GB")} spans;{" "}
          {plural(fetched.omitted, "older one", "older ones")} are not shown.
        </p>
      )}
      <div class="history-moment">
        <SpanBar spans={spans} most={most} rev={moment?.rev ?? null} />
        <input
          type="range"
          class="history-slider"
          aria-label="Moment to show"
          aria-valuetext={`${moment ? `As of ${time}` : "Now"}: ${owner}, ${rev} of ${most}`}
          min={first}
          max={most}
          value={rev}
          onInput={(event) => desk.history.look(Number(event.currentTarget.value), state.rev)}
        />
        <p class="history-ends">
          <span>{dayTime(spans[0]?.from ?? "", now.value)}</span>
          <strong>{moment ? `As of ${time}` : "Now"}</strong>
          <span>{dayTime(timeAt(state.timeline, most) ?? "", now.value)}</span>
        </p>
      </div>
      <SpanList
        spans={spans}
        current={moment ? span : null}
        onChoose={(chosen) => desk.history.look(chosen, state.rev)}
      />
    </>
  );
}

function finding(said: number | null): string {
  if (said === null) return "People have not owned this conversation yet.";
  return `The agent said ${plural(said, "message", "messages")} while people owned it.`;
}
