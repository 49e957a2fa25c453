import { signal } from "@preact/signals";
import { describe, expect, it, vi } from "vitest";
import { FIRST_ROUTE } from "../../src/state/route.ts";
import { Desk } from "../../src/store/desk.ts";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { fakeApi, refusal, settled, unreachable } from "../fakes.ts";
import { entry, JONAS, ME, message, noted, SESSION, said } from "../shapes.ts";
import { ID, openDesk } from "./open-desk.ts";

describe("replies", () => {
  const reply = { conversation: ID, text: "Hello", generation: 3, afterSeq: 2 };
  const mine = { author: { kind: "operator" as const, ...ME }, text: "Hello" };
  const accepted = { entry: entry(ID, { rev: 4, owner: "operator", generation: 4 }), message: message(3, mine) };

  it("are shown at once and leave when the timeline has them", async () => {
    const { desk: it, world } = await openDesk({ reply: () => Promise.resolve(accepted) });

    it.outbox.send(reply);
    expect(it.outbox.state.value).toMatchObject([{ text: "Hello", state: "sending", key: "key_1" }]);
    await settled();
    expect(it.conversation.state.value?.entry?.owner).toBe("operator");

    world.push({ kind: "timeline", conversation: ID, entries: [said(3, 3, mine)] });
    expect(it.outbox.state.value).toEqual([]);
    expect(world.tabStorage.kept.size).toBe(0);
  });

  it("written one after the other are all sent, also when the frame of the first is quicker than its response", async () => {
    const answers: (() => void)[] = [];
    const send = vi.fn<InboxApi["reply"]>(() => new Promise((resolve) => answers.push(() => resolve(accepted))));
    const { desk: it, world } = await openDesk({ reply: send });

    it.outbox.send(reply);
    it.outbox.send({ ...reply, text: "And this" });
    world.push({ kind: "timeline", conversation: ID, entries: [said(3, 3, mine)] });
    answers[0]?.();
    await settled();

    expect(send.mock.calls.map(([, text, generation]) => [text, generation])).toEqual([
      ["Hello", 3],
      ["And this", 4],
    ]);
  });

  it("keep text, key and generation through every retry", async () => {
    const send = vi.fn<InboxApi["reply"]>(() => Promise.reject(unreachable()));
    const { desk: it, world } = await openDesk({ reply: send });

    it.outbox.send(reply);
    await settled();
    const [failed] = it.outbox.state.value;
    expect(failed?.state).toBe("failed");
    expect(send).toHaveBeenCalledTimes(3);
    expect(world.tabStorage.kept.get("baton.outbox.opr_me")).toContain("key_1");

    send.mockResolvedValueOnce(accepted);
    if (failed) it.outbox.retry(failed);
    await settled();
    expect(new Set(send.mock.calls.map((call) => JSON.stringify(call)))).toEqual(
      new Set([JSON.stringify([ID, "Hello", 3, "key_1"])]),
    );
    expect(it.outbox.state.value[0]?.state).toBe("sent");
  });

  it("that lost the race are refused, and the new owner is shown", async () => {
    const current = { owner: "operator" as const, operator: JONAS, generation: 4 };
    const { desk: it } = await openDesk({
      reply: () => Promise.reject(refusal(409, "ownership_changed", { current })),
    });

    it.outbox.send(reply);
    await settled();

    expect(it.outbox.state.value[0]).toMatchObject({
      state: "refused",
      reason: "Jonas Weber owns this conversation now.",
    });
    expect(it.conversation.state.value?.entry?.operator).toEqual(JONAS);
  });

  it("survive a reload of the page, waiting for a person", async () => {
    const { desk: first, world } = await openDesk({ reply: () => Promise.reject(unreachable()) });
    first.outbox.send(reply);
    first.drafts.write(ID, "reply", "half a sentence");
    await settled();

    const again = new Desk(SESSION, signal(FIRST_ROUTE), fakeApi(), world, vi.fn());

    expect(again.outbox.state.value[0]).toMatchObject({ key: "key_1", text: "Hello", state: "failed" });
    expect(again.drafts.text(ID, "reply")).toBe("half a sentence");
  });
});

it("a draft is put under what already stands in the composer", async () => {
  const { desk: it } = await openDesk();

  it.drafts.add(ID, "reply", "first");
  it.drafts.add(ID, "reply", "second");
  expect(it.drafts.text(ID, "reply")).toBe("first\n\nsecond");

  it.drafts.write(ID, "reply", "");
  expect(it.drafts.state.value).toEqual({});
});

describe("notes", () => {
  const accepted = { entry: entry(ID, { rev: 3, generation: 3 }) };

  it("are shown at once, go to the note's call with their key, and leave when the timeline has that key", async () => {
    const note = vi.fn<InboxApi["note"]>(() => Promise.resolve(accepted));
    const { desk: it, world } = await openDesk({ note });

    it.outbox.note(ID, "Asked last week");
    expect(it.outbox.state.value).toMatchObject([{ mode: "note", state: "sending", key: "key_1" }]);
    await settled();
    expect(note).toHaveBeenCalledWith(ID, "Asked last week", "key_1");
    expect(it.conversation.state.value?.entry?.owner).toBe("queue");
    expect(it.outbox.state.value).toMatchObject([{ state: "sent" }]);

    world.push({ kind: "timeline", conversation: ID, entries: [noted(3, "Asked last week", "key_1")] });
    expect(it.outbox.state.value).toEqual([]);
    expect(world.tabStorage.kept.size).toBe(0);
  });

  it("are tried again with the same key, survive a reload, and are retried on request", async () => {
    const { desk: first, world } = await openDesk({ note: () => Promise.reject(refusal(503, "unknown_outcome")) });
    first.outbox.note(ID, "Asked last week");
    await settled();
    expect(first.outbox.state.value).toMatchObject([{ state: "failed" }]);

    const note = vi.fn<InboxApi["note"]>(() => Promise.resolve(accepted));
    const again = new Desk(SESSION, signal(FIRST_ROUTE), fakeApi({ note }), world, vi.fn());
    expect(note).not.toHaveBeenCalled();
    const [kept] = again.outbox.state.value;
    if (kept) again.outbox.retry(kept);
    await settled();
    expect(note).toHaveBeenCalledWith(ID, "Asked last week", "key_1");
  });

  it.each([
    [413, "too_long", "Too long: at most 8000 characters."],
    [400, "empty", "There is nothing in it to send."],
    [422, "key_reused", "The server has kept other words under this key."],
    [409, "conversation_full", "This conversation is full and takes nothing more."],
  ])("refused with %s say so in words", async (status, code, words) => {
    const { desk: it } = await openDesk({ note: () => Promise.reject(refusal(status, code, { limit: 8000 })) });
    it.outbox.note(ID, "x");
    await settled();
    expect(it.outbox.state.value).toMatchObject([{ state: "refused", reason: expect.stringContaining(words) }]);
  });

  it("have drafts of their own, and a conversation with only a note begun opens at the note", async () => {
    const { desk: it, route } = await openDesk();
    it.drafts.write(ID, "note", "for us");
    expect(it.drafts.text(ID, "reply")).toBe("");
    it.drafts.mode.value = "note";

    route.value = { ...FIRST_ROUTE, conversation: "cnv_b" };
    expect(it.drafts.mode.value).toBe("reply");
    route.value = { ...FIRST_ROUTE, conversation: ID };
    expect(it.drafts.mode.value).toBe("note");
    it.drafts.write(ID, "reply", "for the customer");
    route.value = { ...FIRST_ROUTE, conversation: "cnv_b" };
    route.value = { ...FIRST_ROUTE, conversation: ID };
    expect(it.drafts.mode.value).toBe("reply");
  });
});
