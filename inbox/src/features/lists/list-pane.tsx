import type { InboxEntry } from "@baton/protocol";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { arrivals } from "../../state/list-state.ts";
import { VIEW_WORDS } from "../../text/words.ts";
import { Failure, Skeleton } from "../parts/states.tsx";
import { useDesk } from "../shell/context.ts";
import { EmptyView } from "./empty-view.tsx";
import { useHold } from "./hold.ts";
import { ListRow } from "./list-row.tsx";

const NEAR_THE_END_PX = 400;

/** The list beside the conversation. It stands still while somebody points at it; what is new is announced above it. */
export function ListPane({ filterInput }: { filterInput: RefObject<HTMLInputElement> }) {
  const desk = useDesk();
  const { view } = desk.route.value;
  const state = desk.lists.state.value;
  const list = state.lists[view];
  const [filter, setFilter] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const hold = useHold(desk, view, scroller);
  useEffect(() => {
    setFilter("");
    scroller.current?.scrollTo({ top: 0 });
  }, [view]);

  const entries = list.shown.flatMap((id) => state.entries.get(id) ?? []).filter((entry) => matches(entry, filter));
  const waiting = arrivals(state, view);
  const onScroll = (): void => {
    hold.onScroll();
    const element = scroller.current;
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_THE_END_PX)
      desk.lists.more(view);
  };

  return (
    <section class="list-pane" aria-labelledby="list-heading" {...hold.handlers}>
      <header class="list-head">
        <div class="list-title">
          <h1 id="list-heading">{VIEW_WORDS[view]}</h1>
          <div class="arrivals" aria-live="polite">
            {waiting > 0 && (
              <button type="button" class="button button-small arrivals-button" onClick={() => hold.settle()}>
                {waiting} new
              </button>
            )}
          </div>
        </div>
        <input
          ref={filterInput}
          class="input list-filter"
          type="search"
          aria-label="Filter this list"
          placeholder="Filter this list"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
      </header>
      <div class="list-scroll" ref={scroller} tabIndex={-1} onScroll={onScroll}>
        {(list.status === "loading" || list.status === "idle") && list.shown.length === 0 && (
          <Skeleton rows={7} shape="row" />
        )}
        {list.status === "failed" && (
          <Failure what="The list could not be loaded" onRetry={() => desk.lists.retry(view)} />
        )}
        {list.status === "ready" && list.shown.length === 0 && <EmptyView view={view} />}
        {entries.length > 0 && (
          <ul class="rows">
            {entries.map((entry) => (
              <ListRow key={entry.conversation} entry={entry} view={view} />
            ))}
          </ul>
        )}
        {filter !== "" && list.shown.length > 0 && (
          <p class="list-note muted" role="status">
            {entries.length === 0 ? "Nothing here matches. " : ""}
            {list.next === null ? "" : "Only the conversations loaded so far are filtered."}
          </p>
        )}
        {list.next !== null && (
          <div class="list-more">
            <button type="button" class="button button-small" onClick={() => desk.lists.more(view)}>
              {list.more === "loading"
                ? "Loading…"
                : list.more === "failed"
                  ? "Loading failed. Try again"
                  : "Load more"}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}

function matches(entry: InboxEntry, filter: string): boolean {
  const sought = filter.trim().toLowerCase();
  const texts = [entry.customer.label, entry.lastLine?.text, entry.page?.title, entry.operator?.name];
  return sought === "" || texts.some((text) => text?.toLowerCase().includes(sought));
}
