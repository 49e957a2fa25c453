import type { Decision, Settings, Source } from "@baton/protocol";
import { describe, expect, it, vi } from "vitest";
import { PlaygroundStore } from "../../src/store/playground-store.ts";
import { hasUnsavedChanges, SettingsStore } from "../../src/store/settings-store.ts";
import { SourcesStore } from "../../src/store/sources-store.ts";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { fakeApi, refusal, settled, unreachable } from "../fakes.ts";

const key = (): string => "key";
const rest = (): Promise<never> => new Promise(() => {});
const SETTINGS = {
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
} satisfies Settings;

describe("settings", () => {
  it("are fetched again when that failed", async () => {
    const settings = vi.fn<InboxApi["settings"]>(() => Promise.resolve(SETTINGS));
    settings.mockRejectedValueOnce(unreachable());
    const store = new SettingsStore(fakeApi({ settings }), key, () => Promise.resolve());

    await store.load();
    await settled();

    expect(store.state.value).toMatchObject({ status: "ready", saved: SETTINGS });
  });

  async function loaded(saveSettings: InboxApi["saveSettings"] = () => Promise.reject(unreachable())) {
    const store = new SettingsStore(fakeApi({ settings: () => Promise.resolve(SETTINGS), saveSettings }), key, rest);
    await store.load();
    store.dispatch({ kind: "edit", change: { greeting: "Hi." } });
    return store;
  }

  it("are sent whole with the version they were read with", async () => {
    const save = vi.fn<InboxApi["saveSettings"]>((settings) => Promise.resolve({ ...settings, version: 8 }));
    const store = await loaded(save);
    expect(hasUnsavedChanges(store)).toBe(true);

    await store.save();

    expect(save).toHaveBeenCalledWith({ ...SETTINGS, greeting: "Hi." }, "key");
    expect(store.state.value).toMatchObject({ save: "saved", saved: { version: 8 } });
    expect(hasUnsavedChanges(store)).toBe(false);
  });

  it("with an error in the form are not sent at all", async () => {
    const save = vi.fn<InboxApi["saveSettings"]>();
    const store = await loaded(save);
    store.dispatch({ kind: "edit", change: { handoffLine: "" } });

    await store.save();

    expect(save).not.toHaveBeenCalled();
    expect(store.state.value.errors.handoffLine).toBeDefined();
  });

  it("a server's refusal stands at its field, and nothing typed is lost", async () => {
    const store = await loaded(() => Promise.reject(refusal(400, "invalid_value", { field: "accent" })));

    await store.save();

    expect(store.state.value).toMatchObject({
      errors: { accent: "invalid_value in words." },
      failure: null,
      save: "idle",
    });
    expect(store.state.value.form?.greeting).toBe("Hi.");
  });

  it("somebody who was quicker makes them stale", async () => {
    const store = await loaded(() => Promise.reject(refusal(409, "stale_version")));

    await store.save();

    expect(store.state.value).toMatchObject({ stale: true, failure: null });
  });

  it("any other failure is said beside the button", async () => {
    const store = await loaded();

    await store.save();

    expect(store.state.value.failure).toMatch(/could not be reached/);
  });

  it("are read again after a new connection, unless something is typed", async () => {
    const settings = vi.fn(() => Promise.resolve(SETTINGS));
    const store = new SettingsStore(fakeApi({ settings }), key, rest);
    store.reload();
    expect(settings).not.toHaveBeenCalled();

    store.open();
    await settled();
    store.open();
    store.reload();
    await settled();
    store.dispatch({ kind: "edit", change: { greeting: "Hi." } });
    store.reload();
    expect(settings).toHaveBeenCalledTimes(2);
  });

  it("follow a change elsewhere by themselves while nothing is typed", async () => {
    const store = await loaded();
    store.changedElsewhere(8);
    expect(store.state.value.stale).toBe(true);

    store.undo();
    store.changedElsewhere(8);
    await settled();
    expect(store.state.value.stale).toBe(false);
  });
});

describe("sources", () => {
  const source = { id: "src_1", title: "a.pdf", state: "queued" } as Source;
  const file = (name: string, bytes: number): File => {
    const made = new File(["x"], name);
    Object.defineProperty(made, "size", { value: bytes });
    return made;
  };

  it("files go one after the other, with their progress", async () => {
    const finish: (() => void)[] = [];
    const addFile = vi.fn<InboxApi["addFile"]>((_file, _key, onSent) => {
      onSent(5);
      return new Promise((resolve) => finish.push(() => resolve(source)));
    });
    const store = new SourcesStore(fakeApi({ addFile }), key, rest);

    store.addFiles([file("a.pdf", 10)]);
    await settled();
    expect(store.state.value.uploads).toMatchObject([{ name: "a.pdf", sent: 5 }]);

    finish[0]?.();
    await settled();
    expect(store.state.value.uploads).toEqual([]);
    expect(store.state.value.sources.get("src_1")).toBe(source);
  });

  it.each([
    [50 * 1024 * 1024 + 1, /at most 50 MB/],
    [0, /empty/],
  ])("a file of %i bytes is refused before it is sent", (bytes, words) => {
    const addFile = vi.fn<InboxApi["addFile"]>();
    const store = new SourcesStore(fakeApi({ addFile }), key, rest);

    store.addFiles([file("a.pdf", bytes)]);

    expect(addFile).not.toHaveBeenCalled();
    expect(store.state.value.uploads[0]?.reason).toMatch(words);
  });

  it("what fails says why and leaves the rest alone", async () => {
    const no = () => Promise.reject(refusal(403, "not_allowed"));
    const store = new SourcesStore(
      fakeApi({ addLink: no, addText: no, readAgain: no, removeSource: no, addFile: no }),
      key,
      rest,
    );
    store.dispatch({ kind: "fetched", sources: [source] });

    store.addFiles([file("a.pdf", 1)]);
    const reasons = await Promise.all([
      store.addLink("https://a.example"),
      store.addText("t", "x"),
      store.readAgain("src_1"),
      store.remove("src_1"),
    ]);
    await settled();

    expect(new Set(reasons)).toEqual(new Set(["Only admins may do this."]));
    expect(store.state.value.uploads[0]?.reason).toBe("Only admins may do this.");
    expect(store.state.value.sources.size).toBe(1);
  });

  it("what succeeds is there, or gone", async () => {
    const store = new SourcesStore(
      fakeApi({
        addLink: () => Promise.resolve(source),
        readAgain: () => Promise.resolve({ ...source, state: "reading" }),
        removeSource: () => Promise.resolve(),
      }),
      key,
      rest,
    );
    expect(await store.addLink("https://a.example")).toBeNull();
    expect(await store.readAgain("src_1")).toBeNull();
    expect(store.state.value.sources.get("src_1")?.state).toBe("reading");
    expect(await store.remove("src_1")).toBeNull();
    expect(store.state.value.sources.size).toBe(0);
  });
});

describe("the playground", () => {
  it("shows the answer to the newest question only", async () => {
    const answers: ((decision: Decision) => void)[] = [];
    const store = new PlaygroundStore(fakeApi({ ask: () => new Promise((resolve) => answers.push(resolve)) }));
    const decision = (answer: string) => ({ decision: "answer", answer }) as Decision;

    store.question.value = "first";
    void store.ask();
    store.question.value = "second";
    void store.ask();
    answers[1]?.(decision("2"));
    answers[0]?.(decision("1"));
    await settled();

    expect(store.state.value).toMatchObject({ kind: "decided", question: "second", decision: { answer: "2" } });
  });

  it("asks nothing for nothing, and says what failed", async () => {
    const ask = vi.fn<InboxApi["ask"]>(() => Promise.reject(refusal(503, "overloaded")));
    const store = new PlaygroundStore(fakeApi({ ask }));
    await store.ask();
    expect(ask).not.toHaveBeenCalled();

    store.question.value = "?";
    await store.ask();
    expect(store.state.value).toMatchObject({ kind: "failed", reason: expect.stringMatching(/busy/) });
  });
});
