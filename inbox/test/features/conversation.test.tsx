import type { InboxEntry, TimelineEntry } from "@baton/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { refusal, unreachable } from "../fakes.ts";
import { entry, JONAS, ME, message, said, time } from "../shapes.ts";
import { openPage, rendered } from "./page.tsx";

const ID = "cnv_a";
type Page = Awaited<ReturnType<typeof openPage>>;
let page: Page;
afterEach(() => page.leave());

async function open(
  fields: Partial<InboxEntry>,
  timeline: TimelineEntry[] = [said(1, 1)],
  calls: Partial<InboxApi> = {},
) {
  const rev = timeline.length;
  const shown = entry(ID, { rev, generation: 3, ...fields });
  page = await openPage(`#/c/${ID}`, {
    conversation: () => Promise.resolve({ entry: shown, timeline, rev }),
    ...calls,
  });
  return page;
}

describe("who owns it decides what is offered", () => {
  it.each<[string, Partial<InboxEntry>, string[], string[]]>([
    ["the agent", { owner: "agent" }, ["Take over", "Take over and reply"], ["More actions", "Reply"]],
    [
      "nobody yet",
      { owner: "queue" },
      ["Take over", "Take over and reply", "Hand back to agent", "Close conversation"],
      ["Reply"],
    ],
    ["me", { owner: "operator" }, ["Reply", "Send reply", "Hand back to agent", "Close conversation"], ["Take over"]],
    [
      "another",
      { owner: "operator", operator: JONAS },
      ["Take over from Jonas Weber"],
      ["Reply", "Send reply", "More actions"],
    ],
    ["closed", { owner: "none" }, [], ["Take over", "Reply", "Send reply", "More actions"]],
  ])("%s", async (_name, fields, offered, missing) => {
    await open(fields);

    expect(offered.filter((name) => !page.has(name))).toEqual([]);
    expect(missing.filter((name) => page.has(name))).toEqual([]);
  });
});

describe("replying", () => {
  const accepted = {
    entry: entry(ID, { rev: 3, owner: "operator", generation: 4 }),
    message: message(2, { author: { kind: "operator", ...ME }, text: "On it." }),
  };

  it("with Enter takes over and replies in one, and the text is on the screen at once", async () => {
    const reply = vi.fn<InboxApi["reply"]>(() => new Promise(() => {}));
    await open({ owner: "queue" }, undefined, { reply });

    await page.type('[aria-label="Reply"]', "On it.");
    await page.key("Enter", page.field("Reply"));

    expect(reply).toHaveBeenCalledWith(ID, "On it.", 3, "key_1");
    expect(page.text()).toContain("Sending…");
    expect(page.field("Reply")?.value).toBe("");
    expect(page.has("Take over")).toBe(true);
  });

  it("sends nothing for nothing, for too much, or in the middle of a composed character", async () => {
    const reply = vi.fn<InboxApi["reply"]>(() => Promise.resolve(accepted));
    await open({ owner: "operator" }, undefined, { reply });

    await page.type('[aria-label="Reply"]', "   ");
    await page.press("Send reply");
    await page.type('[aria-label="Reply"]', "x".repeat(8_001));
    await page.press("Send reply");
    expect(page.text()).toContain("8,001 of 8,000 characters");
    await page.type('[aria-label="Reply"]', "に");
    page
      .field("Reply")
      ?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));

    expect(reply).not.toHaveBeenCalled();
  });

  it("that failed stays with its reason, and retries", async () => {
    const reply = vi.fn<InboxApi["reply"]>(() => Promise.reject(unreachable()));
    await open({ owner: "operator" }, undefined, { reply });
    await page.type('[aria-label="Reply"]', "On it.");
    await page.press("Send reply");
    expect(page.text()).toContain("Not confirmed. The server could not be reached.");

    reply.mockResolvedValueOnce(accepted);
    await page.press("Retry");
    page.world.push({ kind: "timeline", conversation: ID, entries: [said(2, 2, accepted.message)] });
    await rendered();
    expect(page.text().match(/On it\./g)).toHaveLength(1);
    expect(page.has("Retry")).toBe(false);
  });

  it("that lost the race can be taken back into the composer", async () => {
    const current = { owner: "agent" as const, operator: null, generation: 5 };
    await open({ owner: "operator" }, undefined, {
      reply: () => Promise.reject(refusal(409, "ownership_changed", { current })),
    });
    await page.type('[aria-label="Reply"]', "On it.");
    await page.press("Send reply");
    expect(page.text()).toContain("Not sent. The agent owns this conversation now.");

    await page.press("Back to the composer");
    expect(page.field("Reply")?.value).toBe("On it.");
    expect(page.has("Take over and reply")).toBe(true);
  });

  it("tells the customer that the owner types, and not more often than every two seconds", async () => {
    await open({ owner: "operator" });
    await page.type('[aria-label="Reply"]', "O");
    await page.type('[aria-label="Reply"]', "On");

    expect(page.world.sent.filter(({ kind }) => kind === "typing")).toEqual([{ kind: "typing", conversation: ID }]);
  });
});

describe("the flow", () => {
  const why = {
    rule: "below_threshold",
    confidence: 0.31,
    threshold: 0.5,
    question: "customs?",
    passages: [
      { source: "src_1", title: "Manual", heading: "Customs", page: 3, url: null, text: "Form CN22.", score: 0.7 },
    ],
    signals: { coverage: 0.2 },
  };
  const citations = [
    { number: 1, source: "src_1", title: "Manual", heading: "Customs", page: 3, url: "javascript:alert(1)" },
  ];

  it("says what happened in sentences, and shows text as text", async () => {
    const hostile = "<img src=x onerror=alert(1)> {{constructor.constructor('alert(1)')()}} javascript:alert(1)";
    await open({ owner: "operator" }, [
      { rev: 1, at: time(1), kind: "opened", page: { url: "javascript:alert(1)", title: "<b>Home</b>" } },
      said(2, 1, { text: hostile }),
      { rev: 3, at: time(3), kind: "handed_off", reason: "explicit_request", generation: 2, question: "?", why: null },
      { rev: 4, at: time(4), kind: "taken_over", operator: JONAS, generation: 3, from: "queue" },
      { rev: 5, at: time(5), kind: "taken_over", operator: ME, generation: 4, from: "operator" },
      { rev: 6, at: time(6), kind: "handed_back", operator: ME, generation: 5 },
      { rev: 7, at: time(7), kind: "closed", operator: JONAS, generation: 6 },
      { rev: 8, at: time(8), kind: "reopened", generation: 7, episode: 2 },
    ]);

    const words = page.text().replace(/\s+/g, " ");
    expect(words).toMatch(/Handed over at \d\d:\d\d: asked for a person/);
    expect(words).toMatch(/Jonas Weber took over at/);
    expect(words).toMatch(/You took over from another operator at/);
    expect(words).toMatch(/You handed back to the agent at/);
    expect(words).toMatch(/Closed by Jonas Weber at/);
    expect(words).toContain("Episode 2");
    expect(words).toContain(hostile);
    expect(page.root.querySelector("img, b, a[href^='javascript']")).toBeNull();
  });

  it("an agent's message opens the passage it cites", async () => {
    await open({ owner: "agent" }, [
      said(1, 1, { author: { kind: "agent" }, kind: "answer", citations, confidence: 0.31, why }),
    ]);
    expect(page.text()).toContain("Confidence 31 %");

    page.root.querySelector<HTMLButtonElement>("button.citation")?.click();
    await rendered();

    const drawer = page.root.querySelector("dialog");
    expect(drawer?.querySelector(".passage-marked")?.textContent).toContain("Form CN22.");
    expect(drawer?.textContent).toContain(
      "31 % sure, below your threshold of 50 %, so it goes to the team. Closest: Manual › Customs.",
    );
    expect(page.root.querySelector("a[href^='javascript']")).toBeNull();
  });

  it("a suggestion is marked as not sent, and can be used", async () => {
    await open({ owner: "operator" }, [
      {
        rev: 1,
        at: time(1),
        kind: "suggestion",
        text: "Form CN22 it is.",
        citations: [],
        confidence: 0.6,
        reason: "owner_changed",
      },
    ]);
    expect(page.text()).toContain("Not sent to the customer");

    await page.press("Use as reply");
    expect(page.field("Reply")?.value).toBe("Form CN22 it is.");
  });

  it("the handoff card says why, what was asked, and what came near", async () => {
    await open({ owner: "queue" }, [
      {
        rev: 1,
        at: time(1),
        kind: "handed_off",
        reason: "low_confidence",
        generation: 2,
        question: "Customs for Norway?",
        why,
      },
    ]);

    const card = page.root.querySelector(".card-handoff")?.textContent;
    for (const words of [
      "The agent was not sure enough.",
      "Customs for Norway?",
      "31 %",
      "hands over below 50 %",
      "Form CN22.",
    ]) {
      expect(card).toContain(words);
    }
  });
});

describe("keys", () => {
  it("take over, ask before closing, and are silent in a field", async () => {
    const act = vi.fn<InboxApi["act"]>(() => new Promise(() => {}));
    await open({ owner: "queue" }, undefined, { act });

    await page.key("t", page.field("Reply"));
    expect(act).not.toHaveBeenCalled();

    await page.key("e");
    expect(page.root.querySelector("dialog")?.textContent).toContain("Close this conversation?");
    expect(act).not.toHaveBeenCalled();
    await page.press("Keep it open");

    await page.key("t");
    expect(act).toHaveBeenCalledWith(ID, "take-over", 3, "key_1");
    expect(page.has("Taking over…")).toBe(true);
  });
});

it("a conversation that is not there says so", async () => {
  await open({}, undefined, { conversation: () => Promise.reject(refusal(404, "not_found")) });

  expect(page.text()).toContain("This conversation does not exist");
});
