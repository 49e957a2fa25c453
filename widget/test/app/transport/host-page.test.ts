import { describe, expect, it } from "vitest";
import { meetHostPage } from "../../../src/app/transport/host-page.ts";

const HOST = "https://shop.example";

function frameOf(referrer: string) {
  const listeners = new Set<(event: unknown) => void>();
  const posted: unknown[][] = [];
  const parent = { postMessage: (...call: unknown[]) => posted.push(call) };
  const here = {
    parent,
    document: { referrer },
    location: {},
    addEventListener: (_name: string, listener: (event: unknown) => void) => listeners.add(listener),
    removeEventListener: (_name: string, listener: (event: unknown) => void) => listeners.delete(listener),
  };
  const deliver = (event: object) => {
    for (const listener of [...listeners]) listener(event);
  };
  return { here: here as unknown as Window, parent, posted, deliver };
}

const connect = (more: object = {}) => ({ baton: 1, kind: "connect", session: null, outbox: [], seenSeq: 0, ...more });
const port = () => ({ postMessage: () => {}, onmessage: null });

describe("meeting the host page", () => {
  it("speaks to exactly the parent's origin", () => {
    const { here, posted } = frameOf(`${HOST}/page?x=1`);
    void meetHostPage(here);
    expect(posted).toEqual([[{ baton: 1, kind: "ready" }, HOST]]);
  });

  it("hears only its parent, only from that origin, only a connect with a port", async () => {
    const { here, parent, deliver } = frameOf(`${HOST}/`);
    let met = false;
    const meeting = meetHostPage(here).then((host) => {
      met = true;
      return host;
    });
    const good = { source: parent, origin: HOST, ports: [port()], data: connect({ seenSeq: 0 }) };
    deliver({ ...good, origin: "https://shop.example.evil.example" });
    deliver({ ...good, origin: "null" });
    deliver({ ...good, source: {} });
    deliver({ ...good, ports: [] });
    deliver({ ...good, data: { kind: "connect" } });
    deliver({ ...good, data: "connect" });
    await Promise.resolve();
    await Promise.resolve();
    expect(met).toBe(false);

    deliver(good);
    await meeting;
    expect(met).toBe(true);
  });

  it("takes nothing from the page's storage that is not of the right shape", async () => {
    const { here, parent, deliver } = frameOf(`${HOST}/`);
    const meeting = meetHostPage(here);
    const outbox = [
      { key: "good-1", text: "hi" },
      { key: "bad key", text: "x" },
      { key: 7, text: "x" },
      null,
      { key: "b", text: {} },
    ];
    const data = connect({
      session: { token: 7 },
      outbox,
      seenSeq: "many",
      page: { url: `${HOST}/${"x".repeat(5000)}`, title: "T" },
    });
    deliver({ source: parent, origin: HOST, ports: [port()], data });

    const host = await meeting;
    expect(host.kept).toEqual({ session: null, outbox: [{ key: "good-1", text: "hi" }], seenSeq: 0 });
    expect(host.page?.url).toHaveLength(2_000);
  });
});
