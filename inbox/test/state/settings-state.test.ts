import type { Settings } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import {
  formErrors,
  formOf,
  isDirty,
  noSettings,
  type SettingsAction,
  type SettingsForm,
  type SettingsState,
  settingsOf,
  settingsReducer,
} from "../../src/state/settings-state.ts";

const SETTINGS: Settings = {
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
  expectedWait: "Soon.",
  unansweredLine: "Not found.",
  allowedSites: ["https://www.acme.example"],
};
const reduce = (...actions: SettingsAction[]): SettingsState => actions.reduce(settingsReducer, noSettings);
const loaded: SettingsAction = { kind: "fetched", settings: SETTINGS };

it("a form that was only read gives back what was read", () => {
  expect(settingsOf(formOf(SETTINGS), 7)).toEqual(SETTINGS);
});

describe("dirty", () => {
  it("begins with a change, ends with its undoing or the save", () => {
    const edited = reduce(loaded, { kind: "edit", change: { greeting: "Hi." } });
    expect(isDirty(reduce(loaded))).toBe(false);
    expect(isDirty(edited)).toBe(true);
    expect(isDirty(settingsReducer(edited, { kind: "edit", change: { greeting: "Hello." } }))).toBe(false);
    expect(isDirty(settingsReducer(edited, { kind: "saved", settings: { ...SETTINGS, greeting: "Hi." } }))).toBe(false);
  });

  it("an edit takes away the error at its field only", () => {
    const refused = reduce(loaded, { kind: "refused", errors: { greeting: "long", accent: "odd" }, failure: null });

    expect(settingsReducer(refused, { kind: "edit", change: { greeting: "" } }).errors).toEqual({ accent: "odd" });
  });
});

describe("somebody else saves", () => {
  it("makes the form stale when the version is newer, and not while this one is saving", () => {
    expect(reduce(loaded, { kind: "changed_elsewhere", version: 8 }).stale).toBe(true);
    expect(reduce(loaded, { kind: "changed_elsewhere", version: 7 }).stale).toBe(false);
    expect(reduce(loaded, { kind: "saving" }, { kind: "changed_elsewhere", version: 8 }).stale).toBe(false);
    expect(reduce({ kind: "changed_elsewhere", version: 8 }).stale).toBe(false);
  });
});

describe("the form is checked before it is sent", () => {
  const errors = (change: Partial<SettingsForm>) => Object.keys(formErrors({ ...formOf(SETTINGS), ...change }));

  it.each<[string, Partial<SettingsForm>, string[]]>([
    ["nothing wrong", {}, []],
    ["an empty greeting is allowed", { greeting: "" }, []],
    ["an empty handoff line is not", { handoffLine: "  " }, ["handoffLine"]],
    ["a name of 81 characters", { workspaceName: "x".repeat(81) }, ["workspaceName"]],
    ["hours that are no number", { sessionWindowHours: "a day" }, ["sessionWindowHours"]],
    ["no hours", { sessionWindowHours: "" }, ["sessionWindowHours"]],
    ["721 hours", { sessionWindowHours: "721" }, ["sessionWindowHours"]],
    ["a colour by name", { accent: "teal" }, ["accent"]],
    ["sites with ports and blank lines", { allowedSites: "http://localhost:8080\n\n https://a.example \n" }, []],
    ["a site with a path", { allowedSites: "https://a.example/shop" }, ["allowedSites"]],
    ["a site without a scheme", { allowedSites: "a.example" }, ["allowedSites"]],
    ["a wildcard", { allowedSites: "https://*.a.example" }, ["allowedSites"]],
    ["51 sites", { allowedSites: Array(51).fill("https://a.example").join("\n") }, ["allowedSites"]],
  ])("%s", (_name, change, fields) => {
    expect(errors(change)).toEqual(fields);
  });
});

it("a first load that fails says so; a later one keeps the form", () => {
  expect(reduce({ kind: "fetching" }, { kind: "fetch_failed" }).status).toBe("failed");
  expect(reduce(loaded, { kind: "fetching" }, { kind: "fetch_failed" }).status).toBe("ready");
});
