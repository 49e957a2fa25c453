import { describe, expect, it } from "vitest";
import { Inbox } from "../../src/store/inbox.ts";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { FakeWorld, fakeApi, refusal, settled, unreachable } from "../fakes.ts";
import { SESSION } from "../shapes.ts";

function inbox(calls: Partial<InboxApi> = {}) {
  const world = new FakeWorld(fakeApi(calls));
  return { inbox: new Inbox(world), world };
}

describe("the door", () => {
  it("opens for a session that holds", async () => {
    const { inbox: it } = inbox();
    await it.enter();
    expect(it.door.value.kind).toBe("in");
  });

  it.each([
    [refusal(401, "not_authenticated"), "out"],
    [unreachable(), "unreachable"],
    [refusal(503, "not_ready"), "unreachable"],
  ])("%s leaves it %s", async (error, kind) => {
    const { inbox: it } = inbox({ session: () => Promise.reject(error) });
    await it.enter();
    expect(it.door.value.kind).toBe(kind);
  });

  it.each([
    [refusal(401, "wrong_credentials"), /do not match/],
    [refusal(429, "too_many"), /Too many attempts/],
    [unreachable(), /could not be reached/],
  ])("%s is said in words", async (error, words) => {
    const { inbox: it } = inbox({ logIn: () => Promise.reject(error) });
    expect(await it.logIn("a@b.example", "x")).toMatch(words);
    expect(it.door.value.kind).not.toBe("in");
  });

  it("closes when the session ends, and keeps the place", async () => {
    const { inbox: it, world } = inbox({ logIn: () => Promise.resolve(SESSION) });
    it.go("#/c/cnv_a");
    await it.enter();

    world.endSession();
    expect(it.door.value).toEqual({ kind: "out", ended: true });

    expect(await it.logIn("a@b.example", "x")).toBeNull();
    expect(it.door.value.kind).toBe("in");
    expect(it.route.value.conversation).toBe("cnv_a");
  });

  it("closes when the socket is refused because the session is over, not when the server is away", async () => {
    const answers = [
      Promise.resolve(SESSION),
      Promise.reject(unreachable()),
      Promise.reject(refusal(401, "not_authenticated")),
    ];
    for (const answer of answers) answer.catch(() => {});
    const { inbox: it, world } = inbox({ session: () => answers.shift() ?? Promise.resolve(SESSION) });
    await it.enter();

    world.events?.onState("waiting");
    await settled();
    expect(it.door.value.kind).toBe("in");

    world.events?.onState("refused");
    await settled();
    expect(it.door.value).toEqual({ kind: "out", ended: true });
  });

  it("stays open when logging out fails", async () => {
    const { inbox: it } = inbox({ logOut: () => Promise.reject(unreachable()) });
    await it.enter();

    expect(await it.logOut()).toMatch(/could not be reached/);
    expect(it.door.value.kind).toBe("in");
  });

  it("closes on logging out", async () => {
    const { inbox: it } = inbox();
    await it.enter();

    expect(await it.logOut()).toBeNull();
    expect(it.door.value).toEqual({ kind: "out", ended: false });
  });
});
