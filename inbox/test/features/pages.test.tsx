import type { Settings, Source } from "@baton/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { COUNTS, EMPTY_PAGE, refusal, unreachable } from "../fakes.ts";
import { entry, SESSION, time } from "../shapes.ts";
import { openPage, rendered } from "./page.tsx";

let page: Awaited<ReturnType<typeof openPage>>;
afterEach(() => page.leave());

describe("the log-in page", () => {
  it("says what is wrong, then leads to the place that was asked for", async () => {
    const logIn = vi.fn<InboxApi["logIn"]>(() => Promise.reject(refusal(401, "wrong_credentials")));
    page = await openPage("#/sources", { session: () => Promise.reject(refusal(401, "not_authenticated")), logIn });
    await page.type("input[type=email]", "maya@acme.example");
    await page.type("input[type=password]", "guess");
    await page.press("Log in");
    expect(page.text()).toContain("E-mail and password do not match.");

    logIn.mockResolvedValueOnce(SESSION);
    await page.press("Log in");
    expect(page.root.querySelector("h1")?.textContent).toBe("Sources");
  });

  it("says when the server is away, and tries again", async () => {
    const session = vi.fn<InboxApi["session"]>(() => Promise.reject(unreachable()));
    page = await openPage("", { session });
    expect(page.text()).toContain("The inbox cannot be opened");

    session.mockResolvedValueOnce(SESSION);
    await page.press("Try again");
    expect(page.root.querySelector("h1")?.textContent).toBe("Waiting");
  });
});

describe("the list", () => {
  const rows = () => [...page.root.querySelectorAll(".row")].map((row) => row.textContent);
  const list = (...entries: ReturnType<typeof entry>[]) => ({
    conversations: () => Promise.resolve({ ...EMPTY_PAGE, entries }),
  });

  it("shows who waits, why, and that nobody has looked", async () => {
    page = await openPage("#/waiting", list(entry("cnv_a", { handoff: { reason: "explicit_request", at: time(0) } })));

    expect(rows()[0]).toMatch(/Customer 4F2A.*Hello.*Waiting.*asked for a person/);
    expect(page.root.querySelector('[aria-label="Unread"]')).not.toBeNull();
    expect(document.title).toBe("(2) Inbox · Acme");
  });

  it("stands still under the pointer and says how many are new", async () => {
    page = await openPage("#/waiting", list(entry("cnv_a", { waitingSince: time(5) })));
    page.root.querySelector(".list-pane")?.dispatchEvent(new PointerEvent("pointerenter", { pointerType: "mouse" }));

    page.world.push({
      kind: "entries",
      entries: [entry("cnv_b", { waitingSince: time(1), customer: { id: "c", label: "Newcomer" } })],
    });
    await rendered();
    expect(rows()).toHaveLength(1);

    await page.press("1 new");
    expect(rows()[0]).toContain("Newcomer");
  });

  it("is filtered by what is typed", async () => {
    page = await openPage("#/waiting", list(entry("cnv_a"), entry("cnv_b", { customer: { id: "c", label: "Ada" } })));

    await page.type(".list-filter", "ada");

    expect(rows()).toHaveLength(1);
  });

  it("says when it is empty, and when it could not be loaded", async () => {
    const conversations = vi.fn<InboxApi["conversations"]>(() => Promise.reject(unreachable()));
    page = await openPage("#/waiting", { conversations });
    expect(page.text()).toContain("The list could not be loaded");

    conversations.mockResolvedValue({ ...EMPTY_PAGE, counts: COUNTS });
    await page.press("Try again");
    expect(page.text()).toContain("Nobody is waiting");
  });
});

it("a lost connection is said in words until it is back", async () => {
  page = await openPage("");
  page.world.events?.onState("waiting");
  await rendered();
  expect(page.text()).toContain("Reconnecting… what you see may be behind.");

  page.world.welcome();
  await rendered();
  expect(page.text()).not.toContain("Reconnecting");
});

describe("sources", () => {
  const failed: Source = {
    id: "src_1",
    kind: "file",
    title: "scan.pdf",
    name: "scan.pdf",
    url: null,
    state: "failed",
    reason: "This PDF holds only scanned pictures.",
    pages: 1,
    passages: 0,
    bytes: 10,
    addedAt: time(0),
    readAt: null,
  };

  it("say why one failed, follow the frames, and ask once before removing", async () => {
    const removeSource = vi.fn<InboxApi["removeSource"]>(() => Promise.resolve());
    page = await openPage("#/sources", { sources: () => Promise.resolve({ sources: [failed] }), removeSource });
    expect(page.text()).toContain("This PDF holds only scanned pictures.");

    page.world.push({ kind: "source", source: { ...failed, state: "ready", passages: 4 } });
    await rendered();
    expect(page.text()).toContain("1 page, 4 passages");

    await page.press("Remove: scan.pdf");
    expect(removeSource).not.toHaveBeenCalled();
    await page.press("Remove source");
    expect(page.text()).toContain("No sources yet");
  });

  it("a link is added, or the reason stands in the form", async () => {
    const addLink = vi.fn<InboxApi["addLink"]>(() =>
      Promise.reject(refusal(400, "invalid_value", { detail: "That address is private." })),
    );
    page = await openPage("#/sources", { sources: () => Promise.resolve({ sources: [] }), addLink });
    await page.press("Add a link");
    await page.type("input[type=url]", "https://10.0.0.1/");
    await page.press("Add link");
    expect(page.text()).toContain("That address is private.");

    addLink.mockResolvedValueOnce({ ...failed, title: "Prices", state: "queued" });
    await page.press("Add link");
    expect(page.text()).toContain("Prices");
    expect(page.has("Add link")).toBe(false);
  });
});

describe("settings", () => {
  const settings: Settings = {
    version: 7,
    workspaceName: "Acme",
    greeting: "Hello.",
    accent: "#0f766e",
    handoffRouting: true,
    explicitRequests: true,
    handoffThreshold: 0.5,
    sessionWindowHours: 24,
    handoffLine: "Passed on.",
    awayLine: "Away.",
    expectedWait: "",
    unansweredLine: "Not found.",
    allowedSites: [],
  };

  it("are saved by one button, and the tag carries the workspace's key", async () => {
    const saveSettings = vi.fn<InboxApi["saveSettings"]>((sent) => Promise.resolve({ ...sent, version: 8 }));
    page = await openPage("#/settings", { settings: () => Promise.resolve(settings), saveSettings });
    expect(page.root.querySelector<HTMLTextAreaElement>("textarea[readonly]")?.value).toContain(
      'data-workspace="pk_1"',
    );

    await page.type("[data-field=greeting] textarea", "Hi.");
    expect(page.text()).toContain("Not saved yet.");
    await page.press("Save settings");
    expect(saveSettings).toHaveBeenCalledWith({ ...settings, greeting: "Hi." }, "key_1");
    expect(page.text()).toContain("Saved.");
  });

  it("an error stands at its field", async () => {
    page = await openPage("#/settings", {
      settings: () => Promise.resolve(settings),
      saveSettings: () =>
        Promise.reject(refusal(400, "invalid_value", { field: "accent", detail: "accent is a colour like #0f766e" })),
    });
    await page.type("[data-field=greeting] textarea", "Hi.");
    await page.press("Save settings");

    const field = page.root.querySelector("[data-field=accent]");
    expect(field?.textContent).toContain("accent is a colour like #0f766e");
    expect(field?.querySelector("[aria-invalid=true]")).not.toBeNull();
  });

  it("are for admins", async () => {
    const operator = { ...SESSION.operator, role: "operator" as const };
    page = await openPage("#/settings", { session: () => Promise.resolve({ ...SESSION, operator }) });

    expect(page.text()).toContain("Only admins change settings");
    expect(page.root.querySelector('a[href="#/settings"]')).toBeNull();
  });
});

describe("the playground", () => {
  it("says what would happen and why", async () => {
    page = await openPage("#/playground", {
      ask: (question) =>
        Promise.resolve({
          decision: "handoff",
          reason: "low_confidence",
          confidence: 0.3,
          threshold: 0.5,
          answer: "I pass this on.",
          citations: [],
          why: {
            rule: "below_threshold",
            confidence: 0.3,
            threshold: 0.5,
            question,
            passages: [],
            signals: { coverage: 0.25 },
          },
        }),
    });
    await page.type(".playground-ask input", "May I have a refund?");
    await page.press("Ask the agent");

    expect(page.text()).toContain("The agent would hand over: the agent was not sure enough");
    expect(page.text()).toContain("hands over below 50 %");
    expect(page.root.querySelector("table")?.textContent).toContain("Share of the question found in it0.250");
  });
});
