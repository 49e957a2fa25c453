import type { ConversationPage, Message, Problem, Status, WidgetSession, WidgetSettings } from "@baton/protocol/frames";
import type { HostPageInfo } from "../../bridge/bridge.ts";

/**
 * What became of a call. `unknown` means that it may or may not have happened (no network, a timeout, 5xx) or may not happen yet (429):
 * the same call with the same key is safe and is what to do next.
 */
export type Outcome<T> =
  | { kind: "done"; value: T }
  | { kind: "refused"; problem: Problem }
  | { kind: "unknown"; status: number; retryAfterMillis: number | null };

export interface WidgetApi {
  settings(): Promise<Outcome<WidgetSettings>>;
  begin(page: HostPageInfo | null): Promise<Outcome<WidgetSession>>;
  fetch(token: string, after: number): Promise<Outcome<ConversationPage>>;
  post(token: string, key: string, text: string): Promise<Outcome<{ message: Message; status: Status }>>;
  rate(token: string, key: string, seq: number, helpful: boolean): Promise<Outcome<{ status: Status }>>;
  askForHuman(token: string, key: string): Promise<Outcome<{ status: Status }>>;
}

interface Call {
  method: "GET" | "POST";
  token?: string;
  key?: string;
  body?: unknown;
}

const TIMEOUT_MS = 15_000;
const AGAIN = new Set([408, 425, 429]);

export function widgetApi(workspace: string, send: typeof fetch = (...call) => fetch(...call)): WidgetApi {
  const root = `/api/v1/widget/${encodeURIComponent(workspace)}`;

  async function call<T>(path: string, { method, token, key, body }: Call): Promise<Outcome<T>> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    if (key) headers["idempotency-key"] = key;
    if (body) headers["content-type"] = "application/json";
    try {
      const response = await send(path, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return { kind: "done", value: (await response.json()) as T };
      if (response.status >= 500 || AGAIN.has(response.status)) {
        return { kind: "unknown", status: response.status, retryAfterMillis: retryAfterMillis(response) };
      }
      return { kind: "refused", problem: await problemOf(response) };
    } catch {
      return { kind: "unknown", status: 0, retryAfterMillis: null };
    }
  }

  return {
    settings: () => call(root, { method: "GET" }),
    begin: (page) => call(`${root}/conversations`, { method: "POST", key: newKey(), body: page ? { page } : {} }),
    fetch: (token, after) => call(`/api/v1/widget/conversation?after=${after}&limit=200`, { method: "GET", token }),
    post: (token, key, text) =>
      call("/api/v1/widget/conversation/messages", { method: "POST", token, key, body: { text } }),
    rate: (token, key, seq, helpful) =>
      call("/api/v1/widget/conversation/ratings", { method: "POST", token, key, body: { seq, helpful } }),
    askForHuman: (token, key) => call("/api/v1/widget/conversation/human", { method: "POST", token, key, body: {} }),
  };
}

/** `randomUUID` exists on secure origins only; a Baton on a company's own network may be plain http. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function problemOf(response: Response): Promise<Problem> {
  const nothing: Problem = { type: "about:blank", title: "", status: response.status, detail: "", code: "" };
  try {
    return { ...nothing, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return nothing;
  }
}

function retryAfterMillis(response: Response): number | null {
  const value = response.headers.get("retry-after");
  if (!value) return null;
  const millis = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : null;
}
