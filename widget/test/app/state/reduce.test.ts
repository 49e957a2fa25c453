import { describe, expect, it } from "vitest";
import { isClosed, unreadOf } from "../../../src/app/state/history.ts";
import { nextToSend, reduce } from "../../../src/app/state/reduce.ts";
import { START, type WidgetEvent, type WidgetState } from "../../../src/app/state/widget-state.ts";
import { begun, message, own, SESSION, status } from "./samples.ts";

const after = (state: WidgetState, ...events: WidgetEvent[]) => events.reduce(reduce, state);
const wrote = (key: string): WidgetEvent => ({ kind: "wrote", key, text: `text ${key}` });
const heard = (...messages: ReturnType<typeof message>[]): WidgetEvent => ({
  kind: "frame",
  frame: { kind: "messages", messages },
});

describe("the outbox", () => {
  it("is sent in order, and a refused message does not hold up the next", () => {
    const two = after(begun(), wrote("a"), wrote("b"));
    expect(nextToSend(two)?.key).toBe("a");

    const refused = after(two, { kind: "refused", key: "a", reason: "no", retriable: true });
    expect(nextToSend(refused)?.key).toBe("b");
    expect(nextToSend(after(refused, { kind: "retried", key: "a" }))?.key).toBe("a");
  });

  it("keeps its turn while delayed", () => {
    const delayed = after(begun(), wrote("a"), wrote("b"), { kind: "delayed", key: "a", reason: "no connection" });
    expect(nextToSend(delayed)?.key).toBe("a");
  });

  it("shows a message once, whether the answer or the socket brings it first", () => {
    const acknowledged: WidgetEvent = { kind: "acknowledged", message: own(1, "a"), status: status("agent", 1) };
    for (const order of [
      [acknowledged, heard(own(1, "a"))],
      [heard(own(1, "a")), acknowledged],
    ]) {
      const state = after(begun(), wrote("a"), ...order);
      expect(state.messages).toEqual([own(1, "a")]);
      expect(state.outbox).toEqual([]);
    }
  });

  it("comes back after a reload, ready to be sent again with the same keys", () => {
    const state = after(START, {
      kind: "kept",
      kept: { session: null, outbox: [{ key: "a", text: "hi" }], seenSeq: 0 },
    });
    expect(nextToSend(state)).toMatchObject({ key: "a", text: "hi", progress: "waiting" });
  });
});

describe("history", () => {
  it("keeps an acknowledged message that is ahead of a gap, and the cursor before the gap", () => {
    const ahead = after(begun(), heard(message(1)), {
      kind: "acknowledged",
      message: own(3, "a"),
      status: status("agent", 1),
    });
    expect(ahead.messages.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(ahead.lastSeq).toBe(1);

    const filled = after(ahead, heard(message(2), own(3, "a")));
    expect(filled.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(filled.lastSeq).toBe(3);
  });

  it("never lets a status of an older generation replace a newer one", () => {
    const state = after(
      begun(),
      { kind: "frame", frame: { kind: "status", status: status("operator", 4) } },
      { kind: "acknowledged", message: own(1, "a"), status: status("queue", 3) },
    );
    expect(state.status.owner).toBe("operator");
  });

  it("ignores frames of a kind that it does not know", () => {
    const state = begun();
    expect(reduce(state, { kind: "frame", frame: { kind: "confetti" } as never })).toBe(state);
  });

  it("keeps the last word on an answer, and takes back what was refused", () => {
    const rated = (seq: number, helpful: boolean) =>
      ({ kind: "frame", frame: { kind: "rated", seq, helpful } }) as const;
    const state = after(begun(), heard(message(1)), rated(1, true), rated(1, false));
    expect([...state.ratings]).toEqual([[1, false]]);
    expect([...reduce(state, { kind: "rated", seq: 1, helpful: null }).ratings]).toEqual([]);
    expect([...reduce(state, { kind: "session_lost" }).ratings]).toEqual([]);
  });

  it("ignores a page of another conversation", () => {
    const page = {
      conversation: "cnv_other",
      status: status("agent", 9),
      messages: [message(1)],
      ratings: [],
      lastSeq: 1,
    };
    const state = begun();
    expect(reduce(state, { kind: "fetched", page })).toBe(state);
  });

  it("stops thinking and typing when the answer or another owner comes", () => {
    const working = after(
      begun(),
      { kind: "frame", frame: { kind: "status", status: status("agent", 1) } },
      { kind: "frame", frame: { kind: "thinking", on: true } },
    );
    expect(working.thinking).toBe(true);
    expect(after(working, heard(message(1))).thinking).toBe(false);
    expect(after(working, { kind: "frame", frame: { kind: "status", status: status("operator", 2) } }).thinking).toBe(
      false,
    );

    const typing = after(begun({ status: status("operator", 2) }), {
      kind: "frame",
      frame: { kind: "typing", author: { kind: "operator", name: "Maya" } },
    });
    expect(typing.typing).toEqual({ kind: "operator", name: "Maya" });
    expect(after(typing, heard(message(1, { author: { kind: "operator", name: "Maya" } }))).typing).toBeNull();
    expect(after(typing, heard(own(1, "a"))).typing).not.toBeNull();
  });

  it("is closed only when something was said", () => {
    expect(isClosed(begun())).toBe(false);
    expect(isClosed(after(begun({ status: status("none", 3) }), heard(message(1))))).toBe(true);
  });
});

describe("what is unread", () => {
  it("counts what others said while the panel is hidden, and nothing once it is looked at", () => {
    const hidden = after(begun(), heard(own(1, "a"), message(2), message(3)));
    expect(unreadOf(hidden)).toHaveLength(2);

    const looked = after(hidden, { kind: "attention", on: true });
    expect(unreadOf(looked)).toHaveLength(0);
    expect(looked).toMatchObject({ seenSeq: 3, newFrom: 2 });

    expect(after(looked, heard(message(4))).seenSeq).toBe(4);
    expect(unreadOf(after(looked, { kind: "attention", on: false }, heard(message(4))))).toHaveLength(1);
  });
});

describe("an expired session", () => {
  it("begins anew with what is unsent, and keeps what was said in sight", () => {
    const state = after(begun(), heard(message(1)), wrote("a"), { kind: "session_lost" });
    expect(state).toMatchObject({ session: null, messages: [], lastSeq: 0, seenSeq: 0 });
    expect(state.earlier).toEqual([message(1)]);
    expect(nextToSend(state)?.key).toBe("a");

    const again = after(state, { kind: "session_started", session: SESSION }, heard(own(1, "a")));
    expect(again.messages).toEqual([own(1, "a")]);
    expect(again.outbox).toEqual([]);
  });
});

describe("asking for a person", () => {
  it("is settled by the answer or by a status that says so", () => {
    const asking = after(begun(), { kind: "human", human: { progress: "asking", reason: null } });
    expect(asking.human.progress).toBe("asking");
    const idle = { kind: "human", human: { progress: "idle", reason: null }, status: status("queue", 2) } as const;
    expect(after(asking, idle)).toMatchObject({ human: { progress: "idle" }, status: { owner: "queue" } });
    expect(
      after(asking, { kind: "frame", frame: { kind: "status", status: status("operator", 2) } }).human.progress,
    ).toBe("idle");
  });
});
