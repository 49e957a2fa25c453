import type { TimelineEntry } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import { firstUnread, flowOf } from "../../src/state/timeline-flow.ts";
import { JONAS, ME, said, time } from "../shapes.ts";

const kinds = (timeline: TimelineEntry[], unreadFrom = 0): string[] =>
  flowOf(timeline, unreadFrom).map(({ kind }) => kind);

describe("the flow", () => {
  it("separates days and episodes, and leaves out what has nothing to show", () => {
    const nextDay = new Date(Date.parse(time(0)) + 36 * 3_600_000).toISOString();
    const timeline: TimelineEntry[] = [
      { rev: 1, at: time(1), kind: "opened", page: null },
      said(2, 1),
      { rev: 3, at: time(3), kind: "asked", request: "req_1", upToSeq: 1, cause: "message" },
      { rev: 4, at: nextDay, kind: "reopened", generation: 2, episode: 2 },
      {
        rev: 5,
        at: nextDay,
        kind: "suggestion",
        text: "late",
        citations: [],
        confidence: 0.5,
        reason: "owner_changed",
      },
      { rev: 6, at: nextDay, kind: "unheard_of" } as unknown as TimelineEntry,
    ];

    expect(kinds(timeline)).toEqual(["day", "event", "message", "day", "episode", "suggestion"]);
  });

  it("shows the last word of the customer at the answer, and nothing else", () => {
    const rated = (rev: number, helpful: boolean) => ({ rev, at: time(rev), kind: "rated", seq: 2, helpful }) as const;
    const timeline: TimelineEntry[] = [said(1, 1), said(2, 2), rated(3, true), rated(4, false)];

    expect(kinds(timeline)).toEqual(["day", "message", "message"]);
    expect(flowOf(timeline, 0).flatMap((item) => (item.kind === "message" ? [item.helpful] : []))).toEqual([
      null,
      false,
    ]);
  });

  it("names an author once for a run, again after another and after an event", () => {
    const operator = (who: { id: string; name: string }) => ({ author: { kind: "operator" as const, ...who } });
    const timeline: TimelineEntry[] = [
      said(1, 1),
      said(2, 2),
      said(3, 3, operator(ME)),
      said(4, 4, operator(JONAS)),
      { rev: 5, at: time(5), kind: "closed", operator: JONAS, generation: 2 },
      said(6, 5, operator(JONAS)),
    ];

    const runs = flowOf(timeline, 0).flatMap((item) => (item.kind === "message" ? [item.startsRun] : []));

    expect(runs).toEqual([true, false, true, true, true]);
  });

  it("marks where the unread begins", () => {
    expect(kinds([said(1, 1), said(2, 2)], 2)).toEqual(["day", "message", "unread", "message"]);
  });
});

describe("the first unread", () => {
  const timeline = [said(1, 1), said(2, 2, { author: { kind: "agent" } }), said(3, 3)];

  it.each([
    [1, 3],
    [2, 3],
    [3, 0],
    [0, 0],
  ])("after seq %i is seq %i", (seen, expected) => {
    expect(firstUnread(timeline, seen)).toBe(expected);
  });
});
