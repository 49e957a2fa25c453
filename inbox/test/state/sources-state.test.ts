import type { Source } from "@baton/protocol";
import { describe, expect, it } from "vitest";
import {
  newestFirst,
  noSources,
  type SourcesAction,
  type SourcesState,
  sourcesReducer,
} from "../../src/state/sources-state.ts";
import { time } from "../shapes.ts";

const source = (id: string, fields: Partial<Source> = {}): Source => ({
  id,
  kind: "file",
  title: id,
  name: `${id}.pdf`,
  url: null,
  state: "queued",
  reason: null,
  pages: 0,
  passages: 0,
  bytes: 1,
  addedAt: time(0),
  readAt: null,
  ...fields,
});
const reduce = (...actions: SourcesAction[]): SourcesState => actions.reduce(sourcesReducer, noSources);
const fetched = (...sources: Source[]): SourcesAction => ({ kind: "fetched", sources });

describe("an old snapshot and the frames since are a fresh fetch", () => {
  it.each<[string, SourcesAction, Source[]]>([
    ["a new source", { kind: "source", source: source("b") }, [source("a"), source("b")]],
    [
      "one that was read",
      { kind: "source", source: source("a", { state: "ready" }) },
      [source("a", { state: "ready" })],
    ],
    ["one that was removed", { kind: "source_removed", id: "a" }, []],
  ])("%s", (_name, frame, after) => {
    const fresh = [...reduce(fetched(...after)).sources];

    expect([...reduce(fetched(source("a")), frame).sources]).toEqual(fresh);
    expect([...reduce({ kind: "fetching" }, frame, fetched(source("a"))).sources]).toEqual(fresh);
  });

  it("a fetch after a new connection forgets what is no longer there", () => {
    const state = reduce(
      fetched(source("a")),
      { kind: "source", source: source("b") },
      { kind: "fetching" },
      fetched(),
    );

    expect(state.sources.size).toBe(0);
  });
});

describe("adding", () => {
  it("the response does not undo what a quicker frame has said", () => {
    const reading = source("a", { state: "reading" });

    const state = reduce(fetched(), { kind: "source", source: reading }, { kind: "accepted", source: source("a") });

    expect(state.sources.get("a")).toEqual(reading);
  });

  it("an upload shows how far it is, and goes", () => {
    const upload = { key: "k", name: "a.pdf", bytes: 10, sent: 0, reason: null };

    const state = reduce({ kind: "upload", upload }, { kind: "upload", upload: { ...upload, sent: 5 } });

    expect(state.uploads).toEqual([{ ...upload, sent: 5 }]);
    expect(sourcesReducer(state, { kind: "upload_gone", key: "k" }).uploads).toEqual([]);
  });
});

it("the newest stands first, and a failed reload keeps the list", () => {
  const state = reduce(fetched(source("old"), source("new", { addedAt: time(9) })), { kind: "fetch_failed" });

  expect(newestFirst(state).map(({ id }) => id)).toEqual(["new", "old"]);
  expect(state.status).toBe("ready");
  expect(reduce({ kind: "fetching" }, { kind: "fetch_failed" }).status).toBe("failed");
});
