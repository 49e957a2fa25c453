import type { InboxEntry } from "@baton/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { refusal } from "../fakes.ts";
import { entry, JONAS, noted, said } from "../shapes.ts";
import { openPage, rendered } from "./page.tsx";

const ID = "cnv_a";
let page: Awaited<ReturnType<typeof openPage>>;
afterEach(() => page.leave());

async function open(fields: Partial<InboxEntry>, calls: Partial<InboxApi> = {}) {
  const timeline = [said(1, 1), noted(2, "Seen by the team", "k", JONAS)];
  page = await openPage(`#/c/${ID}`, {
    conversation: () => Promise.resolve({ entry: entry(ID, { rev: 2, generation: 3, ...fields }), timeline, rev: 2 }),
    ...calls,
  });
}

const tab = (name: string) =>
  [...page.root.querySelectorAll<HTMLElement>('[role="tab"]')].find((each) => each.textContent?.trim() === name);

describe("a note", () => {
  it.each<[string, Partial<InboxEntry>]>([
    ["the agent", { owner: "agent" }],
    ["nobody yet", { owner: "queue" }],
    ["me", { owner: "operator" }],
    ["another", { owner: "operator", operator: JONAS }],
    ["nobody any more", { owner: "none" }],
  ])("can be added whoever owns the conversation: %s", async (_name, fields) => {
    const note = vi.fn<InboxApi["note"]>(() => new Promise(() => {}));
    await open(fields, { note });

    await page.press("Private note");
    expect(page.text()).toContain("Only your team sees this.");
    await page.type('[aria-label="Note"]', "For us");
    await page.press("Add note");

    expect(note).toHaveBeenCalledWith(ID, "For us", "key_1");
    expect(page.root.querySelector('[aria-label="Your note"]')?.textContent).toContain("Saving…");
    expect(page.world.sent.some((frame) => frame.kind === "typing")).toBe(false);
    expect(page.has("Send reply")).toBe(false);
  });

  it("never holds what was begun as a reply, nor the other way round", async () => {
    await open({ owner: "operator" });
    await page.type('[aria-label="Reply"]', "Dear customer");
    await page.press("Private note");
    expect(page.field("Note")?.value).toBe("");
    await page.type('[aria-label="Note"]', "They are cross");
    await page.press("Public reply");
    expect(page.field("Reply")?.value).toBe("Dear customer");
  });

  it("is reached by arrow keys, and by n", async () => {
    await open({ owner: "operator" });
    const first = tab("Public reply");
    await page.key("ArrowRight", first);
    expect(document.activeElement).toBe(tab("Private note"));
    expect(tab("Private note")?.getAttribute("aria-selected")).toBe("true");
    await page.key("ArrowLeft", tab("Private note"));
    expect(tab("Public reply")?.tabIndex).toBe(0);
    expect(tab("Private note")?.tabIndex).toBe(-1);

    tab("Public reply")?.blur();
    await page.key("n");
    await rendered();
    expect(document.activeElement).toBe(page.field("Note"));
  });

  it("that was refused says why and goes back to the note, not to the reply", async () => {
    await open({ owner: "operator" }, { note: () => Promise.reject(refusal(409, "conversation_full")) });
    await page.press("Private note");
    await page.type('[aria-label="Note"]', "For us");
    await page.press("Add note");
    expect(page.text()).toContain("Not saved. This conversation is full and takes nothing more.");

    await page.press("Public reply");
    await page.press("Back to the composer");
    expect(page.field("Note")?.value).toBe("For us");
    await page.press("Public reply");
    expect(page.field("Reply")?.value).toBe("");
  });

  it("stands in the flow with its author, and says who sees it", async () => {
    await open({ owner: "queue" });
    const note = page.root.querySelector('[aria-label="Note by Jonas Weber"]');
    expect(note?.textContent).toContain("Seen by the team");
    expect(note?.textContent).toContain("Only your team sees this");
  });
});
