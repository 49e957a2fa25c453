import type { ConversationDetail, TimelineEntry } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import {
  agentIsThinking,
  type ConversationAction,
  type ConversationState,
  conversationReducer,
  hasGap,
  lastSeq,
  latestHandoff,
  openedConversation,
} from "../../src/state/conversation-state.ts";
import { entry, JONAS, ME, said, time } from "../shapes.ts";

const ID = "cnv_a";
const happened = (rev: number, fields: object): TimelineEntry => ({ rev, at: time(rev), ...fields }) as TimelineEntry;

/** One of every kind, in an order that can happen. */
const HISTORY: TimelineEntry[] = [
  happened(1, { kind: "opened", page: null }),
  said(2, 1),
  happened(3, { kind: "asked", request: "req_1", upToSeq: 1 }),
  said(4, 2, { author: { kind: "agent" }, kind: "answer" }),
  said(5, 3),
  happened(6, { kind: "asked", request: "req_2", upToSeq: 3 }),
  happened(7, { kind: "handed_off", reason: "low_confidence", generation: 2, question: "?", why: null }),
  happened(8, { kind: "taken_over", operator: ME, generation: 3, from: "queue" }),
  happened(9, { kind: "suggestion", text: "late", citations: [], confidence: 0.6, reason: "owner_changed" }),
  said(10, 4, { author: { kind: "operator", ...ME } }),
  happened(11, { kind: "handed_back", operator: ME, generation: 4 }),
  happened(12, { kind: "taken_over", operator: JONAS, generation: 5, from: "agent" }),
  happened(13, { kind: "closed", operator: JONAS, generation: 6 }),
  happened(14, { kind: "reopened", generation: 7, episode: 2 }),
  happened(15, { kind: "from_a_newer_server" }),
  said(16, 5),
];

const detail = (upTo: number, after = 0): ConversationDetail => ({
  entry: entry(ID, { rev: upTo }),
  timeline: HISTORY.filter(({ rev }) => rev > after && rev <= upTo),
  rev: upTo,
});
const fetched = (upTo: number, after = 0): ConversationAction => ({ kind: "fetched", detail: detail(upTo, after) });
const pushed = (...revs: number[]): ConversationAction => ({
  kind: "timeline",
  entries: revs.flatMap((wanted) => HISTORY.filter(({ rev }) => rev === wanted)),
});
const reduce = (...actions: ConversationAction[]): ConversationState =>
  actions.reduce(conversationReducer, openedConversation(ID, null));

describe("an old snapshot and the frames since are a fresh fetch", () => {
  const fresh = reduce(fetched(HISTORY.length));

  it.each(HISTORY.map(({ rev, kind }) => [rev, kind]))("from rev %i on (%s comes first)", (rev) => {
    const rest = HISTORY.filter((happening) => happening.rev >= Number(rev)).map((happening) => happening.rev);
    const newest: ConversationAction = { kind: "entry", entry: entry(ID, { rev: HISTORY.length }) };

    const live = reduce(fetched(Number(rev) - 1), ...rest.map((one) => pushed(one)), newest);

    expect(live.timeline).toEqual(fresh.timeline);
    expect([live.rev, live.entry]).toEqual([fresh.rev, fresh.entry]);
    expect(hasGap(live)).toBe(false);
  });

  it("page by page too", () => {
    const first = reduce({ kind: "fetched", detail: { ...detail(16), timeline: HISTORY.slice(0, 6) } });
    expect(first.complete).toBe(false);

    const second = conversationReducer(first, fetched(16, 6));
    expect(second.complete).toBe(true);
    expect(second.timeline).toEqual(fresh.timeline);
  });
});

describe("frames", () => {
  it("a doubled one changes nothing", () => {
    const once = reduce(fetched(4), pushed(5));

    expect(conversationReducer(once, pushed(5, 4, 1))).toEqual(once);
  });

  it("one that skips a rev is not shown, and the gap is known until it is filled", () => {
    const gapped = reduce(fetched(4), pushed(7));
    expect(gapped.rev).toBe(4);
    expect(hasGap(gapped)).toBe(true);

    const half = conversationReducer(gapped, fetched(6, 4));
    expect(hasGap(half)).toBe(true);

    const filled = conversationReducer(half, fetched(7, 6));
    expect(hasGap(filled)).toBe(false);
    expect(filled.timeline).toEqual(HISTORY.slice(0, 7));
  });

  it("an entry with a smaller rev is ignored", () => {
    const state = reduce(fetched(8), { kind: "entry", entry: entry(ID, { rev: 7, owner: "none" }) });

    expect(state.entry?.rev).toBe(8);
  });
});

describe("what an operator is told", () => {
  it("the agent thinks from being asked until anything comes of it", () => {
    const own = { ...detail(3), entry: entry(ID, { owner: "agent", rev: 3 }) };
    const asked = reduce({ kind: "fetched", detail: own });
    expect(agentIsThinking(asked)).toBe(true);
    expect(agentIsThinking(conversationReducer(asked, pushed(4)))).toBe(false);
    expect(agentIsThinking(reduce(fetched(3)))).toBe(false);
    expect(agentIsThinking(openedConversation(ID, null))).toBe(false);
  });

  it("a customer who writes on while the agent is asked does not hide that it thinks", () => {
    const own = entry(ID, { owner: "agent", rev: 9 });
    const timeline = [said(1, 1), happened(2, { kind: "asked", request: "r", upToSeq: 1 }), said(3, 2)];

    expect(agentIsThinking(reduce({ kind: "fetched", detail: { entry: own, timeline, rev: 3 } }))).toBe(true);
  });

  it("the handoff of this episode, and none of an earlier one", () => {
    expect(latestHandoff(reduce(fetched(8)))?.rev).toBe(7);
    expect(latestHandoff(reduce(fetched(16)))).toBeNull();
    expect(latestHandoff(reduce(fetched(2)))).toBeNull();
  });

  it("typing ends with the customer's message, not with another's", () => {
    const typing = reduce(fetched(9), { kind: "typing", on: true });

    expect(conversationReducer(typing, pushed(10)).customerTyping).toBe(true);
    expect(conversationReducer({ ...typing, rev: 15 }, pushed(16)).customerTyping).toBe(false);
  });

  it("a refusal tells the owner at once, unless something newer is known", () => {
    const current = { owner: "operator" as const, operator: JONAS, generation: 5 };

    const told = reduce(fetched(2), { kind: "ownership", current });
    expect(told.entry).toMatchObject({ owner: "operator", operator: JONAS, generation: 5, rev: 2 });

    const newer = reduce({ kind: "entry", entry: entry(ID, { generation: 6 }) }, { kind: "ownership", current });
    expect(newer.entry?.generation).toBe(6);
  });

  it("a reload that fails leaves what is there; a first load that fails says so", () => {
    expect(reduce({ kind: "failed" }).status).toBe("failed");
    expect(reduce(fetched(2), { kind: "failed" }).status).toBe("ready");
    expect(reduce({ kind: "missing" }).status).toBe("missing");
  });

  it("the last seq is that of the last message", () => {
    expect(lastSeq(HISTORY)).toBe(5);
    expect(lastSeq([])).toBe(0);
  });
});
