import type { Source } from "@baton/protocol";

/** What the agent answers from, newest first, and the files on their way there. */
export interface SourcesState {
  status: "idle" | "loading" | "ready" | "failed";
  sources: ReadonlyMap<string, Source>;
  /** Sources that a frame has named since the last fetch began: the frame knows better than the page fetched. */
  heard: ReadonlySet<string>;
  uploads: readonly Upload[];
}

export interface Upload {
  key: string;
  name: string;
  bytes: number;
  sent: number;
  reason: string | null;
}

export type SourcesAction =
  | { kind: "fetching" }
  | { kind: "fetched"; sources: Source[] }
  | { kind: "fetch_failed" }
  | { kind: "source"; source: Source }
  | { kind: "accepted"; source: Source }
  | { kind: "source_removed"; id: string }
  | { kind: "upload"; upload: Upload }
  | { kind: "upload_gone"; key: string };

export const FILE_BYTES_MAX = 50 * 1024 * 1024;

export const noSources: SourcesState = { status: "idle", sources: new Map(), heard: new Set(), uploads: [] };

export function sourcesReducer(state: SourcesState, action: SourcesAction): SourcesState {
  switch (action.kind) {
    case "fetching":
      return { ...state, heard: new Set(), status: state.status === "ready" ? "ready" : "loading" };
    case "fetched":
      return { ...state, status: "ready", sources: merged(state, action.sources) };
    case "fetch_failed":
      return state.status === "ready" ? state : { ...state, status: "failed" };
    case "source":
      return {
        ...state,
        sources: new Map(state.sources).set(action.source.id, action.source),
        heard: new Set(state.heard).add(action.source.id),
      };
    case "accepted":
      return state.sources.has(action.source.id)
        ? state
        : { ...state, sources: new Map(state.sources).set(action.source.id, action.source) };
    case "source_removed": {
      const sources = new Map(state.sources);
      sources.delete(action.id);
      return { ...state, sources, heard: new Set(state.heard).add(action.id) };
    }
    case "upload":
      return { ...state, uploads: withUpload(state.uploads, action.upload) };
    case "upload_gone":
      return { ...state, uploads: state.uploads.filter((upload) => upload.key !== action.key) };
  }
}

function merged(state: SourcesState, fetched: Source[]): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const source of fetched) if (!state.heard.has(source.id)) sources.set(source.id, source);
  for (const id of state.heard) {
    const source = state.sources.get(id);
    if (source) sources.set(id, source);
  }
  return sources;
}

function withUpload(uploads: readonly Upload[], upload: Upload): readonly Upload[] {
  return uploads.some((known) => known.key === upload.key)
    ? uploads.map((known) => (known.key === upload.key ? upload : known))
    : [...uploads, upload];
}

export const newestFirst = (state: SourcesState): Source[] =>
  [...state.sources.values()].sort((a, b) => (a.addedAt < b.addedAt ? 1 : a.addedAt > b.addedAt ? -1 : 0));
