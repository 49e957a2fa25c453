import type {
  ConversationDetail,
  Decision,
  EntriesPage,
  FlipsPage,
  InboxEntry,
  Message,
  OwnershipHistory,
  Replay,
  Session,
  Settings,
  Source,
  Threshold,
  View,
} from "@baton/protocol";
import { ApiError, call } from "./api.ts";
import { type UploadFile, uploadFile } from "./upload.ts";

export type OwnershipAct = "take-over" | "hand-back" | "close";

/** Every call the inbox makes, by name. Tests put their own in its place. */
export interface InboxApi {
  session(): Promise<Session>;
  logIn(email: string, password: string): Promise<Session>;
  logOut(): Promise<void>;
  conversations(view: View, limit: number, cursor: string | null): Promise<EntriesPage>;
  conversation(id: string, after: number): Promise<ConversationDetail>;
  reply(id: string, text: string, generation: number, key: string): Promise<{ entry: InboxEntry; message: Message }>;
  note(id: string, text: string, key: string): Promise<{ entry: InboxEntry }>;
  ownership(id: string): Promise<OwnershipHistory>;
  act(id: string, act: OwnershipAct, generation: number, key: string): Promise<{ entry: InboxEntry }>;
  sources(): Promise<{ sources: Source[] }>;
  addLink(url: string, key: string): Promise<Source>;
  addText(title: string, text: string, key: string): Promise<Source>;
  addFile: UploadFile;
  readAgain(id: string, key: string): Promise<Source>;
  removeSource(id: string, key: string): Promise<void>;
  settings(): Promise<Settings>;
  saveSettings(settings: Settings, key: string): Promise<Settings>;
  threshold(): Promise<Threshold>;
  moveThreshold(version: number, threshold: number, fromCurve: boolean, key: string): Promise<Threshold>;
  undoThreshold(version: number, key: string): Promise<Threshold>;
  replay(): Promise<Replay>;
  replayHistory(key: string): Promise<Replay>;
  replayFile(file: Blob, key: string): Promise<Replay>;
  flips(from: number, to: number, offset: number): Promise<FlipsPage>;
  ask(question: string): Promise<Decision>;
}

const TIMELINE_PAGE = 500;
const FLIPS_PAGE = 20;
const inConversation = (id: string): string => `/conversations/${encodeURIComponent(id)}`;
const inSource = (id: string): string => `/sources/${encodeURIComponent(id)}`;

/** The calls to the server that served this page. `onSessionEnded` hears of a session that the server no longer knows. */
export function inboxApi(onSessionEnded: () => void): InboxApi {
  const inSession = <Result>(answer: Promise<Result>): Promise<Result> =>
    answer.catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) onSessionEnded();
      throw error;
    });
  const get = <Result>(path: string): Promise<Result> => inSession(call<Result>(path));
  const change = <Result>(path: string, key: string, body?: unknown): Promise<Result> =>
    inSession(call<Result>(path, { method: "POST", body, key }));
  return {
    session: () => call("/session"),
    logIn: (email, password) => call("/session", { method: "POST", body: { email, password } }),
    logOut: () => call("/session", { method: "DELETE" }),
    conversations: (view, limit, cursor) => {
      const query = new URLSearchParams({ view, limit: String(limit) });
      if (cursor !== null) query.set("cursor", cursor);
      return get(`/conversations?${query}`);
    },
    conversation: (id, after) => get(`${inConversation(id)}?after=${after}&limit=${TIMELINE_PAGE}`),
    reply: (id, text, generation, key) => change(`${inConversation(id)}/replies`, key, { text, generation }),
    note: (id, text, key) => change(`${inConversation(id)}/notes`, key, { text }),
    ownership: (id) => get(`${inConversation(id)}/ownership`),
    act: (id, act, generation, key) => change(`${inConversation(id)}/${act}`, key, { generation }),
    sources: () => get("/sources"),
    addLink: (url, key) => change("/sources/links", key, { url }),
    addText: (title, text, key) => change("/sources/texts", key, { title, text }),
    addFile: (file, key, onSent) => inSession(uploadFile(file, key, onSent)),
    readAgain: (id, key) => change(`${inSource(id)}/read-again`, key),
    removeSource: (id, key) => inSession(call(inSource(id), { method: "DELETE", key })),
    settings: () => get("/settings"),
    saveSettings: (settings, key) => inSession(call("/settings", { method: "PUT", body: settings, key })),
    threshold: () => get("/threshold"),
    moveThreshold: (version, threshold, fromCurve, key) => change("/threshold", key, { version, threshold, fromCurve }),
    undoThreshold: (version, key) => change("/threshold/undo", key, { version }),
    replay: () => get("/threshold/replay"),
    replayHistory: (key) => change("/threshold/replay", key),
    replayFile: (file, key) => inSession(call("/threshold/replay/file", { method: "POST", file, key })),
    flips: (from, to, offset) =>
      get(`/threshold/replay/flips?from=${from}&to=${to}&offset=${offset}&limit=${FLIPS_PAGE}`),
    ask: (question) => inSession(call("/playground", { method: "POST", body: { question } })),
  };
}
