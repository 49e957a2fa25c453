import { signal } from "@preact/signals";
import { describe, expect, it, vi } from "vitest";
import { FIRST_ROUTE, type Route } from "../../src/state/route.ts";
import { Desk } from "../../src/store/desk.ts";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { COUNTS, EMPTY_PAGE, FakeWorld, fakeApi, refusal, settled, unreachable } from "../fakes.ts";
import { entry, JONAS, ME, message, SESSION, said, time } from "../shapes.ts";

const ID = "cnv_a";
const opened = entry(ID, { rev: 2, generation: 3 });
const timeline = [said(1, 1), said(2, 2)];
const conversation: InboxApi["conversation"] = (_id, after) =>
  Promise.resolve({ entry: opened, timeline: timeline.filter(({ rev }) => rev > after), rev: 2 });

async function desk(calls: Partial<InboxApi> = {}, inDoubt = vi.fn()) {
  const api = fakeApi({ conversation, ...calls });
  const world = new FakeWorld(api);
  const route = signal<Route>({ ...FIRST_ROUTE, conversation: ID });
  const made = new Desk(SESSION, route, api, world, inDoubt);
  await settled();
  return { desk: made, world, route, inDoubt };
}

describe("an open conversation", () => {
  it("is fetched, then followed from its rev, and no longer when left", async () => {
    const { desk: it, world, route } = await desk();
    expect(it.conversation.state.value).toMatchObject({ status: "ready", rev: 2 });
    expect(world.sent).toEqual([{ kind: "follow", conversation: ID, after: 2 }]);

    route.value = { ...route.value, conversation: null };
    expect(world.sent.at(-1)).toEqual({ kind: "unfollow", conversation: ID });
    expect(it.conversation.state.value).toBeNull();
  });

  it("asks for what a gap hides, and follows on", async () => {
    const calls: number[] = [];
    const rest = [...timeline, said(3, 3), said(4, 4)];
    const { desk: it, world } = await desk({
      conversation: (_id, after) => {
        calls.push(after);
        const upTo = calls.length === 1 ? 2 : 4;
        return Promise.resolve({
          entry: opened,
          timeline: rest.filter(({ rev }) => rev > after && rev <= upTo),
          rev: upTo,
        });
      },
    });

    world.push({ kind: "timeline", conversation: ID, entries: [said(4, 4)] });
    await settled();

    expect(calls).toEqual([0, 2]);
    expect(it.conversation.state.value?.timeline.map(({ rev }) => rev)).toEqual([1, 2, 3, 4]);
    expect(world.sent.at(-1)).toEqual({ kind: "follow", conversation: ID, after: 4 });
  });

  it("catches up after a new connection, with the owner that it has now", async () => {
    let owner = opened;
    const { desk: it, world } = await desk({
      conversation: () => Promise.resolve({ entry: owner, timeline: [], rev: owner.rev }),
    });
    owner = entry(ID, { rev: 9, owner: "operator", operator: JONAS });

    world.welcome();
    await settled();

    expect(it.conversation.state.value?.entry?.operator).toEqual(JONAS);
    expect(world.sent.at(-1)).toEqual({ kind: "follow", conversation: ID, after: 9 });
  });

  it.each([
    [refusal(404, "not_found"), "missing"],
    [unreachable(), "failed"],
  ])("%s makes it %s", async (error, status) => {
    const { desk: it } = await desk({ conversation: () => Promise.reject(error) });

    expect(it.conversation.state.value?.status).toBe(status);
  });

  it("is seen up to its last message", async () => {
    const { desk: it, world } = await desk();

    it.sawOpenConversation();

    expect(it.seen.state.value.get(ID)).toBe(2);
    expect(world.browserStorage.kept.get("baton.seen.opr_me")).toBe('[["cnv_a",2]]');
  });
});

describe("acts of ownership", () => {
  it("change nothing on the screen before the server has answered", async () => {
    const taken = entry(ID, { rev: 3, owner: "operator", generation: 4 });
    let answer: (value: { entry: typeof taken }) => void = () => {};
    const act = vi.fn<InboxApi["act"]>(() => new Promise((resolve) => (answer = resolve)));
    const { desk: it } = await desk({ act });

    const acting = it.conversation.act("take-over");
    expect(it.conversation.state.value?.entry?.owner).toBe("queue");
    expect(it.conversation.acting.value).toBe("take-over");
    await it.conversation.act("close");
    expect(act).toHaveBeenCalledOnce();

    answer({ entry: taken });
    await acting;
    expect(act).toHaveBeenCalledWith(ID, "take-over", 3, "key_1");
    expect(it.conversation.state.value?.entry?.owner).toBe("operator");
    expect(it.lists.state.value.entries.get(ID)?.owner).toBe("operator");
    expect(it.conversation.acting.value).toBeNull();
  });

  it("that come too late say who owns it now", async () => {
    const current = { owner: "operator" as const, operator: JONAS, generation: 4 };
    const { desk: it } = await desk({ act: () => Promise.reject(refusal(409, "ownership_changed", { current })) });

    await it.conversation.act("take-over");

    expect(it.conversation.state.value?.entry).toMatchObject(current);
    expect(it.conversation.notice.value).toBe("Jonas Weber owns this conversation now.");
  });

  it("with an unknown outcome are tried again with the same key, three times at most", async () => {
    const act = vi.fn<InboxApi["act"]>(() => Promise.reject(refusal(503, "unknown_outcome")));
    const { desk: it } = await desk({ act });

    await it.conversation.act("close");

    expect(act.mock.calls.map((call) => call[3])).toEqual(["key_1", "key_1", "key_1"]);
    expect(it.conversation.notice.value).toContain("Trying again is safe");
  });
});

describe("replies", () => {
  const reply = { conversation: ID, text: "Hello", generation: 3, afterSeq: 2 };
  const mine = { author: { kind: "operator" as const, ...ME }, text: "Hello" };
  const accepted = { entry: entry(ID, { rev: 4, owner: "operator", generation: 4 }), message: message(3, mine) };

  it("are shown at once and leave when the timeline has them", async () => {
    const { desk: it, world } = await desk({ reply: () => Promise.resolve(accepted) });

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
    const { desk: it, world } = await desk({ reply: send });

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
    const { desk: it, world } = await desk({ reply: send });

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
    const { desk: it } = await desk({ reply: () => Promise.reject(refusal(409, "ownership_changed", { current })) });

    it.outbox.send(reply);
    await settled();

    expect(it.outbox.state.value[0]).toMatchObject({
      state: "refused",
      reason: "Jonas Weber owns this conversation now.",
    });
    expect(it.conversation.state.value?.entry?.operator).toEqual(JONAS);
  });

  it("survive a reload of the page, waiting for a person", async () => {
    const { desk: first, world } = await desk({ reply: () => Promise.reject(unreachable()) });
    first.outbox.send(reply);
    first.drafts.write(ID, "half a sentence");
    await settled();

    const again = new Desk(SESSION, signal(FIRST_ROUTE), fakeApi(), world, vi.fn());

    expect(again.outbox.state.value[0]).toMatchObject({ key: "key_1", text: "Hello", state: "failed" });
    expect(again.drafts.state.value[ID]).toBe("half a sentence");
  });
});

describe("the socket", () => {
  it("says in which state the page is, and asks about the session when it is lost", async () => {
    const { desk: it, world, inDoubt } = await desk();
    expect(it.connection.value).toBe("connecting");

    world.welcome();
    expect(it.connection.value).toBe("live");

    world.events?.onState("waiting");
    expect(it.connection.value).toBe("behind");
    world.events?.onState("refused");
    expect(it.connection.value).toBe("refused");
    expect(inDoubt).toHaveBeenCalledTimes(2);
  });

  it("reads the list again after a welcome, once for each view shown", async () => {
    const conversations = vi.fn<InboxApi["conversations"]>(() => Promise.resolve(EMPTY_PAGE));
    const { world, route } = await desk({ conversations });
    world.welcome();
    route.value = { ...route.value, view: "mine" };
    route.value = { ...route.value, view: "waiting" };

    expect(conversations.mock.calls.map(([view]) => view)).toEqual(["waiting", "waiting", "mine"]);
  });

  it("ignores a list that was asked for before the welcome", async () => {
    const answers: ((page: typeof EMPTY_PAGE) => void)[] = [];
    const { desk: it, world } = await desk({ conversations: () => new Promise((resolve) => answers.push(resolve)) });
    world.welcome();

    answers[1]?.({ ...EMPTY_PAGE, entries: [entry("cnv_b")] });
    await settled();
    answers[0]?.(EMPTY_PAGE);
    await settled();

    expect(it.lists.state.value.lists.waiting.shown).toContain("cnv_b");
  });

  it("brings entries, counts, typing and sources to where they are shown, and ignores what it does not know", async () => {
    const { desk: it, world } = await desk();

    world.push(
      { kind: "entry", entry: entry(ID, { rev: 5, owner: "agent" }) },
      { kind: "counts", counts: { ...COUNTS, waiting: 7 } },
      { kind: "typing", conversation: ID, author: { kind: "customer" } },
      { kind: "typing", conversation: "cnv_other", author: { kind: "customer" } },
      { kind: "source_removed", id: "src_1" },
      { kind: "unheard_of" } as never,
    );

    expect(it.conversation.state.value?.entry?.owner).toBe("agent");
    expect(it.lists.state.value.counts?.waiting).toBe(7);
    expect(it.conversation.state.value?.customerTyping).toBe(true);
    it.leave();
  });

  it("ends the customer's typing after five seconds", async () => {
    const { desk: it, world } = await desk();
    vi.useFakeTimers();
    world.push({ kind: "typing", conversation: ID, author: { kind: "customer" } });

    vi.advanceTimersByTime(5_001);
    vi.useRealTimers();

    expect(it.conversation.state.value?.customerTyping).toBe(false);
  });
});

it("a draft is put under what already stands in the composer", async () => {
  const { desk: it } = await desk();

  it.drafts.add(ID, "first");
  it.drafts.add(ID, "second");
  expect(it.drafts.state.value[ID]).toBe("first\n\nsecond");

  it.drafts.write(ID, "");
  expect(ID in it.drafts.state.value).toBe(false);
});

it("more is fetched under the list with its cursor", async () => {
  const pages = [
    { ...EMPTY_PAGE, entries: [opened], next: "c1" },
    { ...EMPTY_PAGE, entries: [entry("cnv_b", { waitingSince: time(5) })] },
  ];
  const conversations = vi.fn<InboxApi["conversations"]>(() => Promise.resolve(pages.shift() ?? EMPTY_PAGE));
  const { desk: it } = await desk({ conversations });

  it.lists.more("waiting");
  await settled();
  it.lists.more("waiting");

  expect(conversations.mock.calls.map((call) => call[2])).toEqual([null, "c1"]);
  expect(it.lists.state.value.lists.waiting.shown).toEqual([ID, "cnv_b"]);
});
