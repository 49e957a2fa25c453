import { describe, expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { COUNTS, EMPTY_PAGE, refusal, settled, unreachable } from "../fakes.ts";
import { entry, JONAS, said, time } from "../shapes.ts";
import { ID, openDesk, opened, timeline } from "./open-desk.ts";

describe("an open conversation", () => {
  it("is fetched, then followed from its rev, and no longer when left", async () => {
    const { desk: it, world, route } = await openDesk();
    expect(it.conversation.state.value).toMatchObject({ status: "ready", rev: 2 });
    expect(world.sent).toEqual([{ kind: "follow", conversation: ID, after: 2 }]);

    route.value = { ...route.value, conversation: null };
    expect(world.sent.at(-1)).toEqual({ kind: "unfollow", conversation: ID });
    expect(it.conversation.state.value).toBeNull();
  });

  it("asks for what a gap hides, and follows on", async () => {
    const calls: number[] = [];
    const rest = [...timeline, said(3, 3), said(4, 4)];
    const { desk: it, world } = await openDesk({
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
    const { desk: it, world } = await openDesk({
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
    const { desk: it } = await openDesk({ conversation: () => Promise.reject(error) });

    expect(it.conversation.state.value?.status).toBe(status);
  });

  it("is followed on a new connection even when the first fetch after it fails", async () => {
    const conversation = vi.fn<InboxApi["conversation"]>(() =>
      Promise.resolve({ entry: opened, timeline: [], rev: opened.rev }),
    );
    const { world } = await openDesk({ conversation });
    conversation.mockRejectedValueOnce(unreachable());
    world.sent.length = 0;

    world.welcome();
    await settled();

    expect(world.sent).toEqual([{ kind: "follow", conversation: ID, after: opened.rev }]);
  });

  it("shows all of itself when it is opened again before an answer to the earlier opening has come", async () => {
    const { desk: it, world, route, api } = await openDesk();
    const answers: (() => void)[] = [];
    vi.spyOn(api, "conversation").mockImplementation((id, after) => {
      const page = { entry: entry(id, { rev: 2 }), timeline: timeline.filter(({ rev }) => rev > after), rev: 2 };
      return new Promise((resolve) => answers.push(() => resolve(page)));
    });

    world.welcome();
    route.value = { ...route.value, conversation: "cnv_other" };
    route.value = { ...route.value, conversation: ID };
    for (const answer of answers) {
      answer();
      await settled();
    }

    expect(answers).toHaveLength(3);
    expect(it.conversation.state.value?.timeline).toEqual(timeline);
  });

  it("is seen up to its last message", async () => {
    const { desk: it, world } = await openDesk();

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
    const { desk: it } = await openDesk({ act });

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
    const { desk: it } = await openDesk({ act: () => Promise.reject(refusal(409, "ownership_changed", { current })) });

    await it.conversation.act("take-over");

    expect(it.conversation.state.value?.entry).toMatchObject(current);
    expect(it.conversation.notice.value).toBe("Jonas Weber owns this conversation now.");
  });

  it("with an unknown outcome are tried again with the same key, three times at most", async () => {
    const act = vi.fn<InboxApi["act"]>(() => Promise.reject(refusal(503, "unknown_outcome")));
    const { desk: it } = await openDesk({ act });

    await it.conversation.act("close");

    expect(act.mock.calls.map((call) => call[3])).toEqual(["key_1", "key_1", "key_1"]);
    expect(it.conversation.notice.value).toContain("Trying again is safe");
  });
});

describe("the socket", () => {
  it("says in which state the page is, and asks about the session when it is lost", async () => {
    const { desk: it, world, inDoubt } = await openDesk();
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
    const { world, route } = await openDesk({ conversations });
    world.welcome();
    route.value = { ...route.value, view: "mine" };
    route.value = { ...route.value, view: "waiting" };

    expect(conversations.mock.calls.map(([view]) => view)).toEqual(["waiting", "waiting", "mine"]);
  });

  it("ignores a list that was asked for before the welcome", async () => {
    const answers: ((page: typeof EMPTY_PAGE) => void)[] = [];
    const { desk: it, world } = await openDesk({
      conversations: () => new Promise((resolve) => answers.push(resolve)),
    });
    world.welcome();

    answers[1]?.({ ...EMPTY_PAGE, entries: [entry("cnv_b")] });
    await settled();
    answers[0]?.(EMPTY_PAGE);
    await settled();

    expect(it.lists.state.value.lists.waiting.shown).toContain("cnv_b");
  });

  it("reads lists and sources again when that failed", async () => {
    const page = { ...EMPTY_PAGE, entries: [entry("cnv_b")] };
    const conversations = vi.fn<InboxApi["conversations"]>(() => Promise.resolve(page));
    const sources = vi.fn<InboxApi["sources"]>(() => Promise.resolve({ sources: [] }));
    const { desk: it, world } = await openDesk({ conversations, sources });
    void it.sources.load();
    await settled();
    conversations.mockRejectedValueOnce(unreachable());
    sources.mockRejectedValueOnce(unreachable());

    world.welcome();
    await settled();

    expect(conversations).toHaveBeenCalledTimes(3);
    expect(sources).toHaveBeenCalledTimes(3);
  });

  it("brings entries, counts, typing and sources to where they are shown, and ignores what it does not know", async () => {
    const { desk: it, world } = await openDesk();

    world.push(
      { kind: "entries", entries: [entry("cnv_b"), entry(ID, { rev: 5, owner: "agent" })] },
      { kind: "counts", counts: { ...COUNTS, waiting: 7 } },
      { kind: "typing", conversation: ID, author: { kind: "customer" } },
      { kind: "typing", conversation: "cnv_other", author: { kind: "customer" } },
      { kind: "source_removed", id: "src_1" },
      { kind: "unheard_of" } as never,
    );

    expect(it.conversation.state.value?.entry?.owner).toBe("agent");
    expect([...it.lists.state.value.entries.keys()]).toContain("cnv_b");
    expect(it.lists.state.value.counts?.waiting).toBe(7);
    expect(it.conversation.state.value?.customerTyping).toBe(true);
    it.leave();
  });

  it("ends the customer's typing after five seconds", async () => {
    const { desk: it, world } = await openDesk();
    vi.useFakeTimers();
    world.push({ kind: "typing", conversation: ID, author: { kind: "customer" } });

    vi.advanceTimersByTime(5_001);
    vi.useRealTimers();

    expect(it.conversation.state.value?.customerTyping).toBe(false);
  });
});

it("more is fetched under the list with its cursor", async () => {
  const pages = [
    { ...EMPTY_PAGE, entries: [opened], next: "c1" },
    { ...EMPTY_PAGE, entries: [entry("cnv_b", { waitingSince: time(5) })] },
  ];
  const conversations = vi.fn<InboxApi["conversations"]>(() => Promise.resolve(pages.shift() ?? EMPTY_PAGE));
  const { desk: it } = await openDesk({ conversations });

  it.lists.more("waiting");
  await settled();
  it.lists.more("waiting");

  expect(conversations.mock.calls.map((call) => call[2])).toEqual([null, "c1"]);
  expect(it.lists.state.value.lists.waiting.shown).toEqual([ID, "cnv_b"]);
});
