import { describe, expect, it } from "vitest";
import { newKey, widgetApi } from "../../../src/app/transport/widget-api.ts";

function answering(response: Response | Error) {
  const calls: { url: string; init: RequestInit }[] = [];
  const api = widgetApi("key", async (url, init) => {
    calls.push({ url: String(url), init: init ?? {} });
    if (response instanceof Error) throw response;
    return response;
  });
  return { api, calls };
}

describe("the widget's calls", () => {
  it("carry token and key in headers, never in the address", async () => {
    const { api, calls } = answering(new Response("{}"));
    await api.post("secret", "k1", "hello");

    expect(calls[0]?.url).toBe("/api/v1/widget/conversation/messages");
    expect(calls[0]?.init.headers).toMatchObject({ authorization: "Bearer secret", "idempotency-key": "k1" });
    expect(calls[0]?.init.body).toBe('{"text":"hello"}');
  });

  it.each([408, 429, 500, 502, 503])("%i is unknown: the same again", async (status) => {
    const { api } = answering(new Response("", { status, headers: { "retry-after": "7" } }));
    expect(await api.post("t", "k", "x")).toEqual({ kind: "unknown", status, retryAfterMillis: 7_000 });
  });

  it("a broken network is unknown too", async () => {
    const { api } = answering(new TypeError("offline"));
    expect(await api.post("t", "k", "x")).toEqual({ kind: "unknown", status: 0, retryAfterMillis: null });
  });

  it("a refusal comes with its problem, even where the body is none", async () => {
    const { api } = answering(new Response('{"code":"too_long","limit":8000}', { status: 413 }));
    expect(await api.post("t", "k", "x")).toMatchObject({
      kind: "refused",
      problem: { code: "too_long", limit: 8000, status: 413 },
    });
    const bare = answering(new Response("<html>", { status: 404 }));
    expect(await bare.api.settings()).toMatchObject({ kind: "refused", problem: { code: "", status: 404 } });
  });

  it("keys are of the allowed form and never repeat", () => {
    const keys = Array.from({ length: 100 }, newKey);
    expect(keys.every((key) => /^[\w-]{1,64}$/.test(key))).toBe(true);
    expect(new Set(keys).size).toBe(100);
  });
});
