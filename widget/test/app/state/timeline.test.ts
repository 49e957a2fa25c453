import { describe, expect, it } from "vitest";
import { timelineOf } from "../../../src/app/state/timeline.ts";
import { begun, message, own } from "./samples.ts";

describe("the timeline", () => {
  it("separates days, episodes and what is new, and names the speaker once", () => {
    const messages = [
      own(1, "a"),
      message(2),
      message(3),
      message(4, { episode: 2, author: { kind: "operator", name: "Maya" }, at: "2026-11-24T10:00:00.000Z" }),
      message(5, { episode: 2, author: { kind: "operator", name: "Jon" }, at: "2026-11-24T10:01:00.000Z" }),
    ];
    const items = timelineOf(begun({ messages, lastSeq: 5, newFrom: 5 }));

    expect(
      items.map((item) => (item.kind === "message" ? `${item.message.seq}${item.leads ? " leads" : ""}` : item.kind)),
    ).toEqual(["day", "1 leads", "2 leads", "3", "closed", "day", "4 leads", "new", "5 leads"]);
  });

  it("gives a message the id that it had while unsent, and every item its own", () => {
    const unsent = { key: "k", text: "hi", progress: "sending", reason: null, retriable: true } as const;
    const before = timelineOf(begun({ outbox: [unsent] }));
    const after = timelineOf(begun({ messages: [own(1, "k")], lastSeq: 1 }));
    expect(after.map(({ id }) => id)).toContain(before[0]?.id);

    const renewed = timelineOf(
      begun({ earlier: [own(1, "a"), message(2)], messages: [own(1, "a"), message(2)], lastSeq: 2 }),
    );
    expect(new Set(renewed.map(({ id }) => id)).size).toBe(renewed.length);
    expect(renewed.filter(({ kind }) => kind === "closed")).toHaveLength(1);
  });
});
