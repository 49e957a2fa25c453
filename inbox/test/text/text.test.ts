import type { Why } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import { ownershipWords, problemWords, waitWords } from "../../src/text/problems.ts";
import { ago, clockTime, dayName } from "../../src/text/times.ts";
import { signalWords, whyWords } from "../../src/text/why-words.ts";
import { bytesWords, ownerSentence, ownerWords, percent, plural, reasonWords } from "../../src/text/words.ts";
import { refusal, unreachable } from "../fakes.ts";
import { JONAS, ME } from "../shapes.ts";

const NOW = Date.parse("2026-11-22T14:00:00.000Z");
const before = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

const why: Why = {
  rule: "below_threshold",
  confidence: 0.62,
  threshold: 0.7,
  question: "customs?",
  passages: [
    { source: "src_1", title: "Manual", heading: "Customs", page: 3, url: null, text: "Form CN22.", score: 0.7 },
  ],
  signals: {},
};

describe("a decision", () => {
  it.each([
    [{}, "62 % sure, below your threshold of 70 %, so it goes to the team. Closest: Manual › Customs."],
    [
      { confidence: 0.699 },
      "70 % sure, just below your threshold of 70 %, so it goes to the team. Closest: Manual › Customs.",
    ],
    [{ passages: [] }, "62 % sure, below your threshold of 70 %, so it goes to the team."],
    [
      { rule: "confident", confidence: 0.82 },
      "82 % sure, your threshold is 70 %, so the agent answers. From: Manual › Customs.",
    ],
    [{ rule: "nothing_found" }, "Nothing in the sources comes near the question, so it goes to the team."],
  ])("%o is explained in words", (fields, words) => {
    expect(whyWords({ ...why, ...fields })).toBe(words);
  });

  it("names its signals for people", () => {
    expect(signalWords("margin")).toBe("Lead over the next source");
  });
});

describe("times", () => {
  it.each([
    [0, "now"],
    [-5, "now"],
    [4.9, "4 min"],
    [60, "1 h"],
    [60 * 23.9, "23 h"],
    [60 * 24 * 3, "19 Nov"],
    [60 * 24 * 400, "18 Oct 2025"],
  ])("%d minutes ago", (minutes, words) => {
    expect(ago(before(minutes), NOW)).toBe(words);
  });

  it("days have names", () => {
    expect(dayName(before(0), NOW)).toBe("Today");
    expect(dayName(before(60 * 24), NOW)).toBe("Yesterday");
    expect(dayName(before(60 * 48), NOW)).toContain("20 November 2026");
  });

  it("something that is no time is shown as nothing", () => {
    expect(clockTime("soon")).toBe("");
  });
});

describe("words", () => {
  it.each([
    ["agent", null, "Agent", "The agent answers"],
    ["queue", null, "Waiting", "Waiting for a person"],
    ["operator", ME, "You", "You answer"],
    ["operator", JONAS, "Jonas Weber", "Jonas Weber answers"],
    ["none", null, "Closed", "Closed"],
  ] as const)("for the owner %s", (owner, operator, word, sentence) => {
    expect(ownerWords({ owner, operator }, ME.id)).toBe(word);
    expect(ownerSentence({ owner, operator }, ME.id)).toBe(sentence);
  });

  it("a code from a newer server is shown as it is", () => {
    expect(reasonWords("solar_flare" as never)).toBe("solar_flare");
    expect(whyWords({ ...why, rule: "solar_flare" })).toBe("Solar flare");
    expect(signalWords("solarFlare_count")).toBe("Solar flare count");
  });

  it("numbers", () => {
    expect(percent(0.825)).toBe("83 %");
    expect(plural(1, "page", "pages")).toBe("1 page");
    expect(plural(12_000, "page", "pages")).toBe("12,000 pages");
    expect([500, 2_048, 52_428_800, 1_600_000].map(bytesWords)).toEqual(["500 B", "2 KB", "50 MB", "1.5 MB"]);
  });
});

describe("problems", () => {
  it.each([
    [unreachable(), /could not be reached/],
    [refusal(503, "unknown_outcome"), /nothing happens twice/],
    [refusal(403, "not_allowed"), /Only admins/],
    [refusal(404, "not_found"), /no longer there/],
    [refusal(409, "closed"), /closed/],
    [refusal(413, "too_long", { limit: 8000 }), /at most 8000 characters/],
    [refusal(413, "too_large"), /50 MB/],
    [refusal(415, "unsupported_type"), /unsupported_type in words/],
    [refusal(400, "solar_flare"), /solar_flare in words/],
    [new Error("bug"), /Reload/],
  ])("%s", (error, words) => {
    expect(problemWords(error)).toMatch(words);
  });

  it("a change of owner says who it is", () => {
    const owners = ["operator", "queue", "agent", "none"] as const;
    const words = owners.map((owner) =>
      ownershipWords({ owner, operator: owner === "operator" ? JONAS : null, generation: 2 }),
    );
    expect(words).toEqual([
      "Jonas Weber owns this conversation now.",
      "This conversation waits for a person now.",
      "The agent owns this conversation now.",
      "This conversation is closed now.",
    ]);
    expect(ownershipWords(undefined)).toMatch(/Somebody else/);
  });

  it("a wait is said in the unit that fits", () => {
    expect([null, 0, 30, 300].map(waitWords)).toEqual(["in a moment", "in a moment", "in 30 seconds", "in 5 minutes"]);
  });
});
