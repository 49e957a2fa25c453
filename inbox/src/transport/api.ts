import type { Problem } from "@baton/protocol";

/** A call that did not end in success. Without a problem the server could not be reached or did not answer in time. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem?.code ?? `status ${status}`);
  }

  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? "unreachable" : `status_${this.status}`);
  }

  /** The change may or may not have happened: only the same request with the same key may follow. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  /** Sent as it is, in place of a body. */
  file?: Blob;
  /** The idempotency key of a change. */
  key?: string;
}

const ANSWER_TIMEOUT_MS = 20_000;

/** Calls under `/api/v1` with the session cookie; every failure is an {@link ApiError}. */
export async function call<Result>(path: string, { method = "GET", body, file, key }: Call = {}): Promise<Result> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key !== undefined) headers["Idempotency-Key"] = key;
  const request: RequestInit = {
    method,
    headers,
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (file !== undefined) request.body = file;
  try {
    const response = await fetch(`/api/v1${path}`, request);
    const text = await response.text();
    if (!response.ok) throw failureOf(response.status, text, response.headers.get("Retry-After"));
    return (text === "" ? undefined : JSON.parse(text)) as Result;
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0, null, null);
  }
}

export function failureOf(status: number, text: string, retryAfter: string | null): ApiError {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new ApiError(status, problemIn(text), Number.isFinite(seconds) ? seconds : null);
}

function problemIn(text: string): Problem | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "code" in value ? (value as Problem) : null;
  } catch {
    return null;
  }
}
