import { beforeEach, describe, expect, it, vi } from "vitest";
import { keeperFor } from "../../src/loader/keeper.ts";

const SESSION = { conversation: "cnv_1", token: "t", expiresAt: "" };
const stored = () => JSON.parse(localStorage.getItem("baton:key") ?? "null");

beforeEach(() => localStorage.clear());

describe("what the host page keeps", () => {
  it("writes nothing before it is asked to", () => {
    keeperFor("key").adopt();
    expect(localStorage.length).toBe(0);
  });

  it("comes back on the next page", () => {
    keeperFor("key").keep({ session: SESSION, outbox: [{ key: "a", text: "hi" }], seenSeq: 3 });
    expect(keeperFor("key").read()).toEqual({ session: SESSION, outbox: [{ key: "a", text: "hi" }], seenSeq: 3 });
  });

  it("does not let one tab drop what another has not sent yet", () => {
    const one = keeperFor("key");
    const other = keeperFor("key");
    one.adopt();
    other.adopt();
    one.keep({ outbox: [{ key: "a", text: "from one" }] });
    other.keep({ outbox: [{ key: "b", text: "from other" }] });
    one.keep({ outbox: [] });

    expect(stored().outbox).toEqual([{ key: "b", text: "from other" }]);
  });

  it("takes over what an earlier page left unsent, and gives it up once sent", () => {
    keeperFor("key").keep({ outbox: [{ key: "a", text: "left behind" }] });
    const next = keeperFor("key");
    expect(next.adopt().outbox).toHaveLength(1);
    next.keep({ outbox: [] });
    expect(stored().outbox).toEqual([]);
  });

  it.each(["not json", "null", "7", "{}", '{"outbox":7}'])(
    "does not stumble over %s in the page's storage",
    (garbage) => {
      localStorage.setItem("baton:key", garbage);
      expect(keeperFor("key").adopt()).toEqual({ session: null, outbox: [], seenSeq: 0 });
    },
  );

  it("lasts as long as the page where storage is blocked", () => {
    vi.stubGlobal("localStorage", {
      getItem() {
        throw new DOMException("blocked", "SecurityError");
      },
      setItem() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
    const keeper = keeperFor("key");
    keeper.keep({ session: SESSION });
    expect(keeper.read().session).toEqual(SESSION);
    vi.unstubAllGlobals();
  });
});
