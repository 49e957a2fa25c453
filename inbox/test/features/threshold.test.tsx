import type { Flip, FlipsPage, Replay, Settings, Threshold } from "@baton/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { refusal } from "../fakes.ts";
import { curve, flip, threshold } from "../shapes.ts";
import { openPage, rendered } from "./page.tsx";

let page: Awaited<ReturnType<typeof openPage>>;
afterEach(() => page.leave());

const settings = {
  version: 7,
  workspaceName: "Acme",
  greeting: "Hello.",
  accent: "#0f766e",
  handoffRouting: true,
} as const;
const form: Settings = {
  ...settings,
  explicitRequests: true,
  handoffThreshold: 0.5,
  sessionWindowHours: 24,
  handoffLine: "Passed on.",
  awayLine: "Away.",
  expectedWait: "",
  unansweredLine: "Not found.",
  allowedSites: [],
};

const open = (calls: Partial<InboxApi>) =>
  openPage("#/settings", {
    settings: () => Promise.resolve(form),
    threshold: () => Promise.resolve(threshold()),
    replay: () => Promise.resolve(curve()),
    ...calls,
  });
const slide = (to: string) => page.type(".threshold input[type=range]", to);
const pageOf = (...flips: Flip[]): FlipsPage => ({ total: flips.length, flips, next: null });

describe("the threshold", () => {
  it("says what it would have done, for eyes and for screen readers", async () => {
    page = await open({ flips: () => Promise.resolve(pageOf()) });
    expect(page.text()).toMatch(/answer more.*hands over below 50 %.*hand over more/);
    expect(page.text()).toContain(
      "Of your last 312 questions 41 would go to the team (13 %, 10–17 %); of the answered ones about 3 % would be wrong (1–8 %, from 104 with a known outcome).",
    );

    await slide("90");

    const range = page.root.querySelector(".threshold input[type=range]");
    expect(range?.getAttribute("aria-valuetext")).toMatch(/^hands over below 90 %\. Of your last 312 questions 312 /);
    expect(page.root.querySelectorAll(".curve-table tbody tr")).toHaveLength(11);
  });

  it("lists what would change between the present threshold and the slider, with the way there", async () => {
    const flips = vi.fn<InboxApi["flips"]>((_from, _to, offset) =>
      Promise.resolve(
        offset === 0 ? { total: 2, flips: [flip("a")], next: 1 } : { total: 2, flips: [flip("b")], next: null },
      ),
    );
    page = await open({ flips });
    expect(flips).not.toHaveBeenCalled();

    await slide("70");

    expect(flips).toHaveBeenLastCalledWith(0.5, 0.7, 0);
    expect(page.text()).toContain("2 questions would be treated otherwise");
    expect(page.root.querySelector(".flip")?.textContent).toMatch(
      /How do I dim a\?62 % sure · answered → to the team.*the answer would be wrong/,
    );
    expect(page.root.querySelector(".flip a")?.getAttribute("href")).toBe("#/c/cnv_a");

    await page.press("Show more");
    expect(page.root.querySelectorAll(".flip")).toHaveLength(2);
    expect(page.has("Show more")).toBe(false);
  });

  it("is applied at once and undone, while what is typed in the form stays", async () => {
    const moveThreshold = vi.fn<InboxApi["moveThreshold"]>(() =>
      Promise.resolve(threshold({ version: 8, threshold: 0.7, undoTo: 0.5 })),
    );
    const undoThreshold = vi.fn<InboxApi["undoThreshold"]>(() => Promise.resolve(threshold({ version: 9 })));
    const saveSettings = vi.fn<InboxApi["saveSettings"]>((sent) => Promise.resolve({ ...sent, version: 10 }));
    page = await open({ moveThreshold, undoThreshold, saveSettings, flips: () => Promise.resolve(pageOf()) });
    await page.type("[data-field=greeting] textarea", "Hi.");
    await slide("70");

    await page.press("Apply 70 %");
    expect(moveThreshold).toHaveBeenCalledWith(7, 0.7, true, "key_1");
    expect(page.text()).toContain("Applied.");

    await page.press("Undo: back to 50 %");
    expect(undoThreshold).toHaveBeenCalledWith(8, "key_2");
    expect(page.text()).toContain("hands over below 50 %");

    await page.press("Save settings");
    expect(saveSettings).toHaveBeenCalledWith({ ...form, version: 9, greeting: "Hi.", handoffThreshold: 0.5 }, "key_3");
  });

  it("takes what somebody else has set, and says so", async () => {
    const saved = vi
      .fn<() => Promise<Threshold>>()
      .mockResolvedValueOnce(threshold())
      .mockResolvedValue(threshold({ version: 8, threshold: 0.3 }));
    page = await open({
      threshold: saved,
      moveThreshold: () => Promise.reject(refusal(409, "stale_version")),
      flips: () => Promise.resolve(pageOf()),
    });
    await slide("70");

    await page.press("Apply 70 %");

    expect(page.text()).toContain("Somebody else has changed the settings meanwhile.");
    expect(page.text()).toContain("Now 30 %. Not applied yet.");
  });

  it("without a replay offers one, shows how far it is, and what came of it", async () => {
    let answer: (replay: Replay) => void = () => {};
    const replay = vi
      .fn<InboxApi["replay"]>()
      .mockResolvedValueOnce({ state: "none" })
      .mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    page = await open({
      replay,
      replayHistory: () => Promise.resolve({ state: "running", origin: "history", done: 40, total: 312 }),
    });
    expect(page.text()).toContain("Choose on your own history.");
    expect(page.root.querySelector(".curve")).toBeNull();

    await page.press("Replay past questions");
    expect(page.text()).toContain("40 of 312 asked again");

    answer(curve({ sourcesChanged: true }));
    await rendered();
    expect(page.root.querySelector(".curve")).not.toBeNull();
    expect(page.text()).toContain("The sources have changed since.");
  });

  it("without any history asks for a file, and says what is wrong with it", async () => {
    const replayFile = vi.fn<InboxApi["replayFile"]>(() =>
      Promise.reject(refusal(400, "invalid_value", { detail: 'Line 2: "answerable" is missing.' })),
    );
    page = await open({ replay: () => Promise.resolve(curve({ questions: 0 })), replayFile });
    expect(page.text()).toContain("There is no history yet.");

    const picker = page.root.querySelector<HTMLInputElement>(".replay input[type=file]");
    const file = new File(["question,answerable\nDim?,perhaps"], "questions.csv");
    Object.defineProperty(picker, "files", { value: [file] });
    picker?.dispatchEvent(new Event("change", { bubbles: true }));
    await rendered();

    expect(replayFile).toHaveBeenCalledWith(file, "key_1");
    expect(page.text()).toContain('Line 2: "answerable" is missing.');
  });

  it("says that nothing is known where no answered question has an outcome", async () => {
    page = await open({ replay: () => Promise.resolve(curve({}, { count: 0, of: 0, low: 0, high: 1 })) });

    expect(page.text()).toContain("of the answered ones none has a known outcome");
    expect(page.root.querySelector(".curve-danger")).toBeNull();
  });
});
