import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { refusal } from "../fakes.ts";
import { entry, JONAS, ME, said, span, time } from "../shapes.ts";
import { openPage } from "./page.tsx";

const ID = "cnv_a";
let page: Awaited<ReturnType<typeof openPage>>;
afterEach(() => page.leave());

const timeline = [
  { rev: 1, at: time(1), kind: "opened" as const, page: null },
  said(2, 1, { text: "The first line" }),
  { rev: 3, at: time(3), kind: "taken_over" as const, operator: JONAS, generation: 2, from: "agent" as const },
  said(4, 2, { text: "The second line" }),
  { rev: 5, at: time(5), kind: "closed" as const, operator: ME, generation: 3 },
];
const SPANS = [
  span(1, "agent", { toRev: 2, to: time(3) }),
  span(3, "operator", {
    operator: JONAS,
    act: "taken_over",
    by: { kind: "operator", ...JONAS },
    toRev: 4,
    to: time(5),
  }),
  span(5, "none", { act: "closed", by: { kind: "operator", ...ME } }),
];

async function open(calls: Partial<InboxApi> = {}) {
  const shown = entry(ID, { rev: 5, generation: 3, owner: "none" });
  page = await openPage(`#/c/${ID}`, {
    conversation: () => Promise.resolve({ entry: shown, timeline, rev: 5 }),
    ownership: () => Promise.resolve({ spans: SPANS, omitted: 0 }),
    ...calls,
  });
}

const lookAt = (rev: number) => page.type('input[type="range"]', String(rev));
const shows = (label: string) => page.root.querySelector(`[aria-label="${label}"]`)?.textContent ?? "";

describe("the history of ownership", () => {
  it("says who owned a finished conversation, by which act, and that the agent was silent", async () => {
    await open();
    await page.press("History of ownership");

    const spans = [...page.root.querySelectorAll(".span")].map((each) => each.textContent);
    expect(spans).toHaveLength(3);
    expect(spans[0]).toContain("AgentOpened by the customer");
    expect(spans[1]).toContain("Jonas WeberTaken over by Jonas Weber");
    expect(spans[1]).toContain("2 min");
    expect(spans[2]).toContain("ClosedClosed by you");
    expect(page.text()).toContain("The agent said 0 messages while people owned it.");
  });

  it("shows the conversation as of a moment, and nothing can be done there", async () => {
    await open();
    await page.key("h");
    await lookAt(3);

    expect(shows("Messages")).toContain("The first line");
    expect(shows("Messages")).not.toContain("The second line");
    expect(page.text()).toContain("Then: Jonas Weber answers");
    expect(page.text()).toContain("The past: as of");
    expect(page.text()).toContain("2 things since");
    expect(page.root.querySelector(".composer")).toBeNull();
    expect(page.has("Take over from Jonas Weber")).toBe(false);

    await page.press("Back to now");
    expect(shows("Messages")).toContain("The second line");
    expect(page.root.querySelector(".composer")).not.toBeNull();
  });

  it("is not disturbed by what happens meanwhile, which is there on the way back", async () => {
    await open();
    await page.press("History of ownership");
    await lookAt(2);
    page.world.push({ kind: "timeline", conversation: ID, entries: [said(6, 3, { text: "Late" })] });
    await page.key("t");

    expect(shows("Messages")).not.toContain("Late");
    expect(page.root.querySelector<HTMLInputElement>('input[type="range"]')).toMatchObject({ value: "2", max: "5" });
    expect(page.text()).toContain("4 things since");
    await page.press("Back to now");
    expect(shows("Messages")).toContain("Late");
  });

  it("a span leads to its beginning, and its end of the slider to now", async () => {
    await open();
    await page.press("History of ownership");
    await page.press("Taken over by Jonas Weber");
    expect(page.root.querySelector<HTMLInputElement>('input[type="range"]')?.value).toBe("3");
    expect(page.root.querySelector('[aria-current="time"]')?.textContent).toBe("Taken over by Jonas Weber");
    await lookAt(5);
    expect(page.text()).not.toContain("The past: as of");
  });

  it("is asked for again when the owner changes, and a failure can be tried again", async () => {
    const ownership = vi.fn<InboxApi["ownership"]>(() => Promise.reject(refusal(503, "overloaded")));
    await open({ ownership });
    await page.press("History of ownership");
    expect(page.text()).toContain("The server is busy");
    ownership.mockResolvedValue({ spans: SPANS, omitted: 12 });
    await page.press("Try again");
    expect(page.text()).toContain("12 older ones are not shown");
    expect(ownership).toHaveBeenCalledTimes(2);

    page.world.push({ kind: "entries", entries: [entry(ID, { rev: 6, generation: 4, owner: "agent", episode: 2 })] });
    await page.key("Shift");
    expect(ownership).toHaveBeenCalledTimes(3);
  });

  it("closes with its conversation", async () => {
    await open();
    await page.press("History of ownership");
    await lookAt(2);
    page.inbox.go("#/c/cnv_b");
    await page.key("Shift");
    expect(page.text()).not.toContain("The past: as of");
    expect(page.root.querySelector(".history")).toBeNull();
  });
});
