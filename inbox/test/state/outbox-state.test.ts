import { describe, expect, it } from "vitest";
import {
  arrived,
  INTERRUPTED,
  nextToSend,
  notYetInTimeline,
  type OutboxAction,
  type OutboxState,
  outboxReducer,
} from "../../src/state/outbox-state.ts";
import { JONAS, ME, noted, said } from "../shapes.ts";

const ID = "cnv_a";
const reduce = (...actions: OutboxAction[]): OutboxState => actions.reduce(outboxReducer, []);
const add = (key: string, text = key, conversation = ID): OutboxAction => ({
  kind: "add",
  reply: { mode: "reply", key, conversation, text, generation: 3, afterSeq: 1 },
});
const mine = (rev: number, seq: number, text: string) => said(rev, seq, { author: { kind: "operator", ...ME }, text });

describe("sending", () => {
  it("goes one at a time, in the order written, for each conversation by itself", () => {
    const state = reduce(add("1"), add("2"), add("3", "3", "cnv_b"));
    expect(nextToSend(state, ID, "reply")?.key).toBe("1");
    expect(nextToSend(state, "cnv_b", "reply")?.key).toBe("3");

    const sending = outboxReducer(state, { kind: "sending", key: "1" });
    expect(nextToSend(sending, ID, "reply")).toBeNull();
    const sent = outboxReducer(sending, { kind: "sent", key: "1", seq: 2, generation: 4 });
    expect(nextToSend(sent, ID, "reply")?.key).toBe("2");
  });

  it("gives those queued behind it the generation that the first has made, and no other", () => {
    const state = reduce(add("1"), add("2"), add("3", "3", "cnv_b"), { kind: "sent", key: "1", seq: 2, generation: 4 });

    expect(state.map(({ generation }) => generation)).toEqual([3, 4, 3]);
  });

  it("stops at one that failed, and a retry changes nothing of it", () => {
    const failed = reduce(add("1"), add("2"), { kind: "failed", key: "1", reason: "away" });
    expect(nextToSend(failed, ID, "reply")).toBeNull();

    const again = nextToSend(outboxReducer(failed, { kind: "retry", key: "1" }), ID, "reply");
    expect(again).toMatchObject({ key: "1", text: "1", generation: 3, reason: null });
  });

  it("a refused one stays until it is discarded", () => {
    const refused = reduce(add("1"), add("2"), { kind: "refused", key: "1", reason: "Jonas owns it" });
    expect(nextToSend(refused, ID, "reply")).toBeNull();
    expect(nextToSend(outboxReducer(refused, { kind: "discard", keys: ["1"] }), ID, "reply")?.key).toBe("2");
  });

  it("after a reload what was on its way waits for a person to retry it, with its key", () => {
    const before = reduce(add("1"), { kind: "sending", key: "1" }, add("2"), {
      kind: "refused",
      key: "2",
      reason: "no",
    });

    const after = outboxReducer([], { kind: "restore", replies: before });

    expect(after.map(({ key, state, reason }) => [key, state, reason])).toEqual([
      ["1", "failed", INTERRUPTED],
      ["2", "refused", "no"],
    ]);
  });
});

describe("notes", () => {
  const note = (key: string): OutboxAction => ({
    kind: "add",
    reply: { mode: "note", key, conversation: ID, text: "same", generation: 0, afterSeq: 0 },
  });

  it("do not wait for replies, nor replies for notes", () => {
    const state = reduce(add("1"), note("n1"), { kind: "failed", key: "1", reason: "away" });
    expect(nextToSend(state, ID, "note")?.key).toBe("n1");
    const stuck = reduce(add("1"), note("n1"), { kind: "failed", key: "n1", reason: "away" });
    expect(nextToSend(stuck, ID, "reply")?.key).toBe("1");
  });

  it("leave when the timeline holds one of mine with the same key, whatever the text", () => {
    const state = reduce(note("n1"), note("n2"), { kind: "sending", key: "n1" });
    const shown = (...timeline: ReturnType<typeof said>[]) =>
      notYetInTimeline(state, ID, timeline, ME.id).map(({ key }) => key);

    expect(shown(noted(5, "same", "n1"))).toEqual(["n2"]);
    expect(shown(noted(5, "same", "n1", JONAS))).toEqual(["n1", "n2"]);
    expect(shown(noted(5, "same", "other"), mine(6, 2, "same"))).toEqual(["n1", "n2"]);
  });

  it("keep the generation that a reply was written for", () => {
    const state = reduce(add("1"), note("n1"), { kind: "noted", key: "n1" });
    expect(state.map(({ state: at, generation }) => [at, generation])).toEqual([
      ["queued", 3],
      ["sent", 0],
    ]);
  });
});

describe("what is shown under the timeline", () => {
  const keys = (state: OutboxState, timeline: ReturnType<typeof said>[]) =>
    notYetInTimeline(state, ID, timeline, ME.id).map(({ key }) => key);

  it("a sent reply leaves when the timeline holds its seq", () => {
    const state = reduce(add("1"), { kind: "sent", key: "1", seq: 2, generation: 4 });

    expect(keys(state, [])).toEqual(["1"]);
    expect(keys(state, [mine(5, 2, "1")])).toEqual([]);
  });

  it.each(["sending", "failed"] as const)("a frame quicker than the response hides one that is %s", (kind) => {
    const state = reduce(
      add("1", "same"),
      add("2", "same"),
      { kind, key: "1", reason: "" },
      { kind, key: "2", reason: "" },
    );

    expect(keys(state, [mine(5, 2, "same")])).toEqual(["2"]);
    expect(keys(state, [mine(5, 2, "same"), mine(6, 3, "same")])).toEqual([]);
  });

  it("neither an older message, nor another's, nor other words hide it", () => {
    const state = reduce(add("1", "same"), { kind: "sending", key: "1" });
    const others = [
      mine(1, 1, "same"),
      said(2, 2, { author: { kind: "operator", ...JONAS }, text: "same" }),
      mine(3, 3, "else"),
    ];

    expect(keys(state, others)).toEqual(["1"]);
    expect(arrived(state, ID, others, ME.id)).toEqual([]);
  });

  it("shows nothing of another conversation", () => {
    expect(keys(reduce(add("1", "1", "cnv_b")), [])).toEqual([]);
  });
});
