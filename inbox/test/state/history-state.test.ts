import type { OwnershipSpan } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import { openedConversation } from "../../src/state/conversation-state.ts";
import { agentWhilePeopleOwned, asOf, spanAt, timeAt, upToDate } from "../../src/state/history-state.ts";
import { entry, ME, said, span, time } from "../shapes.ts";

const ID = "cnv_a";
const agent = { kind: "agent" as const };
const SPANS: OwnershipSpan[] = [
  span(1, "agent", { toRev: 3, to: time(4), messages: { customer: 1, agent: 1, operator: 0 } }),
  span(4, "queue", { toRev: 5, to: time(6), act: "handed_off", reason: "low_confidence", by: agent }),
  span(6, "operator", { operator: ME, generation: 3, act: "taken_over" }),
];
const timeline = [
  { rev: 1, at: time(1), kind: "opened" as const, page: null },
  said(2, 1),
  said(3, 2, { author: agent }),
  {
    rev: 4,
    at: time(4),
    kind: "handed_off" as const,
    reason: "low_confidence" as const,
    generation: 2,
    question: "line 1",
    why: null,
  },
  said(5, 3),
  { rev: 6, at: time(6), kind: "taken_over" as const, operator: ME, generation: 3, from: "queue" as const },
  said(7, 4, { author: { kind: "operator", ...ME } }),
];
const state = {
  ...openedConversation(ID, entry(ID, { owner: "operator", rev: 7, generation: 3 })),
  status: "ready" as const,
  timeline,
  rev: 7,
  customerTyping: true,
};

describe("as of a moment", () => {
  it.each([
    [1, "agent", 1],
    [3, "agent", 3],
    [4, "queue", 4],
    [5, "queue", 5],
    [6, "operator", 6],
    [7, "operator", 7],
  ] as const)("rev %i the owner is %s and the timeline has what there was", (rev, owner, length) => {
    const past = asOf(state, SPANS, { rev });
    expect(past.entry?.owner).toBe(owner);
    expect(past.timeline).toHaveLength(length);
    expect(past.timeline.at(-1)?.rev).toBe(rev);
    expect(past.entry?.waitingSince).toBe(owner === "queue" ? time(4) : null);
    expect(past.entry?.handoff?.reason).toBe(rev >= 4 ? "low_confidence" : undefined);
    expect(past.customerTyping).toBe(false);
  });

  it("leaves the present as it is", () => {
    asOf(state, SPANS, { rev: 2 });
    expect(state.timeline).toHaveLength(7);
    expect(state.entry?.owner).toBe("operator");
  });

  it("before the spans that are kept nobody is named", () => {
    expect(spanAt(SPANS.slice(1), 2)).toBeNull();
    expect(asOf(state, SPANS.slice(1), { rev: 2 }).entry).toBeNull();
  });

  it("a rev that shows nothing was when the one before it was", () => {
    expect(timeAt(timeline, 5)).toBe(time(5));
    expect(timeAt([said(2, 1)], 3)).toBe(time(2));
    expect(timeAt([said(2, 1)], 1)).toBeNull();
  });
});

describe("what the agent said while people owned it", () => {
  it("is not known where they never did", () => {
    expect(agentWhilePeopleOwned(SPANS.slice(0, 1))).toBeNull();
  });

  it("counts the queue and operators, and nothing else", () => {
    expect(agentWhilePeopleOwned(SPANS)).toBe(0);
    const said = { customer: 0, agent: 1, operator: 0 };
    expect(agentWhilePeopleOwned([...SPANS, span(8, "queue", { messages: said }), span(9, "none")])).toBe(1);
  });

  it("also counts what came after the spans were fetched", () => {
    const later = upToDate(SPANS, [...timeline, said(8, 5, { author: agent })]);
    expect(later[2]?.messages).toEqual({ customer: 0, agent: 1, operator: 1 });
    expect(later[0]).toBe(SPANS[0]);
    expect(agentWhilePeopleOwned(later)).toBe(1);
  });
});
