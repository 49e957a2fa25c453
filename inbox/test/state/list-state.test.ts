import type { Counts, InboxEntry, View } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import {
  arrivals,
  emptyLists,
  freshOrder,
  type ListAction,
  type ListState,
  listReducer,
} from "../../src/state/list-state.ts";
import { VIEWS } from "../../src/state/route.ts";
import { entry, JONAS, ME, time } from "../shapes.ts";

const COUNTS: Counts = { waiting: 1, mine: 2, agent: 3, team: 4, closed: 5 };

const reduce = (state: ListState, ...actions: ListAction[]): ListState => actions.reduce(listReducer, state);
const page = (view: View, entries: InboxEntry[], next: string | null = null, more = false): ListAction => ({
  kind: "fetched",
  view,
  more,
  page: { entries, next, counts: COUNTS },
});
const heard = (...entries: InboxEntry[]): ListAction[] => entries.map((changed) => ({ kind: "entry", entry: changed }));
const shown = (state: ListState, view: View): readonly string[] => state.lists[view].shown;
const inAllViews = (entries: InboxEntry[]): ListAction[] => {
  const of = (owner: InboxEntry["owner"]) => entries.filter((candidate) => candidate.owner === owner);
  const newest = (list: InboxEntry[]) => [...list].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  const longest = [...of("queue")].sort((a, b) => ((a.waitingSince ?? "") > (b.waitingSince ?? "") ? 1 : -1));
  return [
    page("waiting", longest),
    page("mine", newest(of("operator").filter((candidate) => candidate.operator?.id === ME.id))),
    page("agent", newest(of("agent"))),
    page("team", newest(of("operator"))),
    page("closed", newest(of("none"))),
  ];
};

const BEFORE = [
  entry("cnv_a", { owner: "queue", waitingSince: time(1), updatedAt: time(1) }),
  entry("cnv_b", { owner: "queue", waitingSince: time(2), updatedAt: time(2) }),
  entry("cnv_c", { owner: "operator", updatedAt: time(3) }),
  entry("cnv_d", { owner: "operator", operator: JONAS, updatedAt: time(4) }),
  entry("cnv_e", { owner: "agent", updatedAt: time(5) }),
  entry("cnv_f", { owner: "none", updatedAt: time(6) }),
];

describe("an old snapshot and the frames since are a fresh fetch", () => {
  const changes: [string, InboxEntry][] = [
    ["a new conversation of the agent", entry("cnv_g", { owner: "agent", updatedAt: time(20) })],
    ["a handoff", entry("cnv_e", { rev: 2, owner: "queue", waitingSince: time(20), updatedAt: time(20) })],
    ["a take-over from the queue", entry("cnv_a", { rev: 2, owner: "operator", operator: ME, updatedAt: time(20) })],
    [
      "a take-over by somebody else",
      entry("cnv_c", { rev: 2, owner: "operator", operator: JONAS, updatedAt: time(20) }),
    ],
    ["a hand back", entry("cnv_c", { rev: 2, owner: "agent", operator: null, updatedAt: time(20) })],
    ["a close", entry("cnv_d", { rev: 2, owner: "none", operator: null, updatedAt: time(20) })],
    ["a reopening", entry("cnv_f", { rev: 2, owner: "agent", updatedAt: time(20) })],
    ["a new last line", entry("cnv_b", { rev: 2, owner: "queue", waitingSince: time(2), updatedAt: time(20) })],
  ];

  it.each(changes)("%s, in every view", (_name, changed) => {
    const after = [...BEFORE.filter((known) => known.conversation !== changed.conversation), changed];

    const live = reduce(emptyLists(ME.id), ...inAllViews(BEFORE), ...heard(changed));
    const fetched = reduce(emptyLists(ME.id), ...inAllViews(after));

    for (const view of VIEWS) {
      expect(shown(live, view), view).toEqual(shown(fetched, view));
      expect(shown(live, view).map((id) => live.entries.get(id))).toEqual(
        shown(fetched, view).map((id) => fetched.entries.get(id)),
      );
    }
  });

  it("and so it is with all of them, in any order, some twice", () => {
    const frames = changes.map(([, changed], index) => ({ ...changed, rev: 10 + index }));
    const latest = new Map([...BEFORE, ...frames].map((known) => [known.conversation, known]));
    const shuffled = [...frames, ...frames].sort((a, b) => ((a.rev * 7) % 5) - ((b.rev * 7) % 5));

    const live = reduce(emptyLists(ME.id), ...inAllViews(BEFORE), ...heard(...shuffled));
    const fetched = reduce(emptyLists(ME.id), ...inAllViews([...latest.values()]));

    for (const view of VIEWS) expect(shown(live, view), view).toEqual(shown(fetched, view));
  });

  it("counts are those of the last frame, never those of a page that was fetched before it", () => {
    const newer = { ...COUNTS, waiting: 9 };

    const state = reduce(emptyLists(ME.id), { kind: "counts", counts: newer }, page("waiting", []));

    expect(state.counts).toEqual(newer);
  });
});

it("in one millisecond the order is that of the server: by conversation, in the list's direction", () => {
  const closed = ["cnv_c", "cnv_b", "cnv_a"].map((id) => entry(id, { owner: "none", updatedAt: time(1) }));
  const waiting = ["cnv_d", "cnv_e"].map((id) => entry(id, { owner: "queue", waitingSince: time(1) }));

  const state = reduce(emptyLists(ME.id), page("closed", closed), page("waiting", waiting));

  expect(shown(state, "closed")).toEqual(["cnv_c", "cnv_b", "cnv_a"]);
  expect(shown(state, "waiting")).toEqual(["cnv_d", "cnv_e"]);
});

describe("revisions", () => {
  it.each([1, 2])("an entry with rev %i does not replace one with rev 2", (rev) => {
    const state = reduce(
      emptyLists(ME.id),
      ...heard(entry("cnv_a", { rev: 2, owner: "agent" }), entry("cnv_a", { rev, owner: "queue" })),
    );

    expect(state.entries.get("cnv_a")?.owner).toBe("agent");
  });

  it("a page fetched late does not undo what a frame has said", () => {
    const state = reduce(
      emptyLists(ME.id),
      ...heard(entry("cnv_a", { rev: 5, owner: "operator" })),
      page("waiting", [entry("cnv_a", { rev: 4, owner: "queue" })]),
    );

    expect(shown(state, "waiting")).toEqual([]);
  });
});

describe("a new connection", () => {
  const connected = reduce(emptyLists(ME.id), ...inAllViews(BEFORE), { kind: "welcome", counts: COUNTS });

  it("forgets what left the list while nobody listened", () => {
    const state = reduce(connected, page("waiting", BEFORE.slice(1, 2)));

    expect(shown(state, "waiting")).toEqual(["cnv_b"]);
  });

  it("keeps what a frame brought after the page was made", () => {
    const newcomer = entry("cnv_new", { owner: "queue", waitingSince: time(30) });

    const state = reduce(connected, ...heard(newcomer), page("waiting", BEFORE.slice(0, 2)));

    expect(shown(state, "waiting")).toEqual(["cnv_a", "cnv_b", "cnv_new"]);
  });

  it("leaves the old list on the screen until the new one is there", () => {
    const state = reduce(connected, { kind: "fetching", view: "waiting", more: false });

    expect(shown(state, "waiting")).toEqual(["cnv_a", "cnv_b"]);
    expect(reduce(state, { kind: "fetch_failed", view: "waiting", more: false }).lists.waiting.status).toBe("ready");
  });
});

describe("pages", () => {
  const first = reduce(emptyLists(ME.id), page("waiting", BEFORE.slice(0, 1), "more"));

  it("what lies behind the pages read is not shown before its page is", () => {
    const late = entry("cnv_late", { owner: "queue", waitingSince: time(40) });

    const state = reduce(first, ...heard(late));
    expect(shown(state, "waiting")).toEqual(["cnv_a"]);

    const all = reduce(state, page("waiting", [BEFORE[1] as InboxEntry, late], null, true));
    expect(shown(all, "waiting")).toEqual(["cnv_a", "cnv_b", "cnv_late"]);
  });

  it("the same entry on two pages is shown once", () => {
    const state = reduce(first, page("waiting", BEFORE.slice(0, 2), null, true));

    expect(shown(state, "waiting")).toEqual(["cnv_a", "cnv_b"]);
  });

  it("a failed first page says so, a failed next page keeps the list", () => {
    const failed = reduce(
      emptyLists(ME.id),
      { kind: "fetching", view: "mine", more: false },
      { kind: "fetch_failed", view: "mine", more: false },
    );
    expect(failed.lists.mine.status).toBe("failed");

    const more = reduce(first, { kind: "fetching", view: "waiting", more: true });
    expect(more.lists.waiting.more).toBe("loading");
    expect(reduce(more, { kind: "fetch_failed", view: "waiting", more: true }).lists.waiting).toMatchObject({
      status: "ready",
      more: "failed",
    });
  });
});

describe("a list that is held", () => {
  const held = reduce(emptyLists(ME.id), ...inAllViews(BEFORE), { kind: "hold", view: "waiting" });
  const newcomer = entry("cnv_0", { owner: "queue", waitingSince: time(0) });
  const left = entry("cnv_a", { rev: 2, owner: "operator", operator: JONAS });

  it("neither moves nor drops a row, and counts what is new", () => {
    const state = reduce(held, ...heard(newcomer, left));

    expect(shown(state, "waiting")).toEqual(["cnv_a", "cnv_b"]);
    expect(state.entries.get("cnv_a")?.owner).toBe("operator");
    expect(arrivals(state, "waiting")).toBe(1);
    expect(freshOrder(state, "waiting")).toEqual(["cnv_0", "cnv_b"]);
  });

  it.each<ListAction>([
    { kind: "hold", view: null },
    { kind: "settle", view: "waiting" },
  ])("shows everything in order after %o", (release) => {
    const state = reduce(held, ...heard(newcomer, left), release);

    expect(shown(state, "waiting")).toEqual(["cnv_0", "cnv_b"]);
    expect(arrivals(state, "waiting")).toBe(0);
  });

  it("other lists go on meanwhile, and its own next page is added below", () => {
    const state = reduce(
      held,
      ...heard(left),
      page("waiting", [entry("cnv_z", { waitingSince: time(50) })], null, true),
    );

    expect(shown(state, "team")).toContain("cnv_a");
    expect(shown(state, "waiting")).toEqual(["cnv_a", "cnv_b", "cnv_z"]);
  });

  it("an empty one fills at once: there is no row to protect", () => {
    const empty = reduce(emptyLists(ME.id), page("waiting", []), { kind: "hold", view: "waiting" });

    expect(shown(reduce(empty, ...heard(newcomer)), "waiting")).toEqual(["cnv_0"]);
  });
});
