import type { Counts, EntriesPage, InboxEntry, View } from "@baton/protocol";
import { VIEWS } from "./route.ts";

/**
 * The lists of the inbox. Every entry known stands once in `entries`, by its greatest rev; a list is a question asked of
 * them. What is on the screen (`shown`) follows at once, except in the list that is held because somebody points at it.
 */
export interface ListState {
  me: string;
  entries: ReadonlyMap<string, InboxEntry>;
  /** The lists of which every change is told on this connection. */
  watched: ReadonlySet<View>;
  /** Conversations last heard of in a list that is watched: a page fetched in the meantime knows no better. */
  heard: ReadonlySet<string>;
  lists: Record<View, ViewList>;
  counts: Counts | null;
  held: View | null;
}

export interface ViewList {
  status: "idle" | "loading" | "ready" | "failed";
  more: "idle" | "loading" | "failed";
  next: string | null;
  /** The last entry that the pages reach; null when they reach the end. */
  boundary: Place | null;
  shown: readonly string[];
}

interface Place {
  value: string;
  conversation: string;
}

export type ListAction =
  | { kind: "welcome"; counts: Counts }
  | { kind: "watching"; views: View[] }
  | { kind: "entry"; entry: InboxEntry }
  | { kind: "counts"; counts: Counts }
  | { kind: "fetching"; view: View; more: boolean }
  | { kind: "fetched"; view: View; more: boolean; page: EntriesPage }
  | { kind: "fetch_failed"; view: View; more: boolean }
  | { kind: "hold"; view: View | null }
  | { kind: "settle"; view: View };

/** What the server tells of on a new connection. */
const WATCHED_FIRST: ReadonlySet<View> = new Set<View>(["waiting", "mine"]);
const UNREAD_LIST: ViewList = { status: "idle", more: "idle", next: null, boundary: null, shown: [] };

export function emptyLists(me: string): ListState {
  const lists = { waiting: UNREAD_LIST, mine: UNREAD_LIST, agent: UNREAD_LIST, team: UNREAD_LIST, closed: UNREAD_LIST };
  return { me, entries: new Map(), watched: WATCHED_FIRST, heard: new Set(), lists, counts: null, held: null };
}

export function belongsTo(view: View, entry: InboxEntry, me: string): boolean {
  switch (view) {
    case "waiting":
      return entry.owner === "queue";
    case "mine":
      return entry.owner === "operator" && entry.operator?.id === me;
    case "team":
      return entry.owner === "operator";
    case "agent":
      return entry.owner === "agent";
    case "closed":
      return entry.owner === "none";
  }
}

/** The conversations of a view in its order, as far as its pages reach: what a fresh fetch would return. */
export function freshOrder(state: ListState, view: View): string[] {
  const { status, boundary } = state.lists[view];
  if (status !== "ready") return [...state.lists[view].shown];
  const inView = [...state.entries.values()].filter((entry) => belongsTo(view, entry, state.me));
  const reached = boundary ? inView.filter((entry) => compare(view, placeOf(view, entry), boundary) <= 0) : inView;
  return reached.sort((a, b) => compare(view, placeOf(view, a), placeOf(view, b))).map((entry) => entry.conversation);
}

/** How many conversations wait to be shown in a list that is held. */
export function arrivals(state: ListState, view: View): number {
  const shown = new Set(state.lists[view].shown);
  return freshOrder(state, view).filter((conversation) => !shown.has(conversation)).length;
}

export function listReducer(state: ListState, action: ListAction): ListState {
  return settleWhatIsFree(apply(state, action));
}

function apply(state: ListState, action: ListAction): ListState {
  switch (action.kind) {
    case "welcome":
      return { ...state, counts: action.counts, watched: WATCHED_FIRST, heard: new Set() };
    case "watching":
      return { ...state, watched: new Set(action.views) };
    case "counts":
      return { ...state, counts: action.counts };
    case "entry":
      return {
        ...state,
        entries: withNewer(state.entries, [action.entry]),
        heard: withHeard(state, action.entry),
      };
    case "fetching":
      return withList(state, action.view, action.more ? { more: "loading" } : loadingAnew(state.lists[action.view]));
    case "fetch_failed":
      return withList(state, action.view, action.more ? { more: "failed" } : failedAnew(state.lists[action.view]));
    case "fetched":
      return fetched(state, action.view, action.page, action.more);
    case "hold":
      return { ...state, held: action.view };
    case "settle":
      return settle(state, action.view);
  }
}

/** A list once read stays on the screen while it is read again. */
const loadingAnew = (list: ViewList): Partial<ViewList> => (list.status === "ready" ? {} : { status: "loading" });
const failedAnew = (list: ViewList): Partial<ViewList> => (list.status === "ready" ? {} : { status: "failed" });

function fetched(state: ListState, view: View, page: EntriesPage, more: boolean): ListState {
  const known = more ? state.entries : withoutForgotten(state, view, page.entries);
  const last = page.entries.at(-1);
  const reached = last ? placeOf(view, last) : state.lists[view].boundary;
  const next = withList({ ...state, entries: withNewer(known, page.entries) }, view, {
    status: "ready",
    more: "idle",
    next: page.next,
    boundary: page.next === null ? null : reached,
  });
  const withCounts = state.counts ? next : { ...next, counts: page.counts };
  return more ? withPageBelow(withCounts, view, page) : withCounts;
}

/** A first page tells what has left the view while nobody listened: whatever it does not hold and no frame has named since. */
function withoutForgotten(state: ListState, view: View, present: InboxEntry[]): Map<string, InboxEntry> {
  const returned = new Set(present.map((entry) => entry.conversation));
  return new Map(
    [...state.entries].filter(
      ([conversation, entry]) =>
        returned.has(conversation) || state.heard.has(conversation) || !belongsTo(view, entry, state.me),
    ),
  );
}

/** What stands in no list that is watched may change unheard. */
function withHeard({ heard, watched, me }: ListState, entry: InboxEntry): Set<string> {
  const next = new Set(heard);
  if ([...watched].some((view) => belongsTo(view, entry, me))) next.add(entry.conversation);
  else next.delete(entry.conversation);
  return next;
}

function withNewer(entries: ReadonlyMap<string, InboxEntry>, candidates: InboxEntry[]): Map<string, InboxEntry> {
  const next = new Map(entries);
  for (const entry of candidates) {
    const known = next.get(entry.conversation);
    if (!known || known.rev < entry.rev) next.set(entry.conversation, entry);
  }
  return next;
}

/** The next page goes under what is shown, also while the list is held. */
function withPageBelow(state: ListState, view: View, page: EntriesPage): ListState {
  const shown = new Set(state.lists[view].shown);
  for (const entry of page.entries) shown.add(entry.conversation);
  return withList(state, view, { shown: [...shown] });
}

const withList = (state: ListState, view: View, change: Partial<ViewList>): ListState => ({
  ...state,
  lists: { ...state.lists, [view]: { ...state.lists[view], ...change } },
});

const settle = (state: ListState, view: View): ListState => withList(state, view, { shown: freshOrder(state, view) });

function settleWhatIsFree(state: ListState): ListState {
  return VIEWS.filter((view) => view !== state.held || state.lists[view].shown.length === 0).reduce(settle, state);
}

function placeOf(view: View, entry: InboxEntry): Place {
  const value = view === "waiting" ? (entry.waitingSince ?? entry.updatedAt) : entry.updatedAt;
  return { value, conversation: entry.conversation };
}

/** The server's order: in the same millisecond the conversation decides, in the same direction. */
function compare(view: View, a: Place, b: Place): number {
  const ascending = byText(a.value, b.value) || byText(a.conversation, b.conversation);
  return view === "waiting" ? ascending : -ascending;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
