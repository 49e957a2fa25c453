import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, call } from "../../src/transport/api.ts";
import { inboxApi } from "../../src/transport/inbox-api.ts";
import { pageStorage, readJson } from "../../src/transport/page-storage.ts";

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(() => Promise.resolve(new Response(status === 204 ? null : body, { status, headers }))),
  );
const sent = () => {
  const [path, request] = vi.mocked(fetch).mock.calls[0] as [string, RequestInit];
  return { path, method: request.method, headers: request.headers, body: request.body };
};
const failure = async (): Promise<ApiError> => {
  const error = await call("/x").then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};
afterEach(() => vi.unstubAllGlobals());

describe("a call", () => {
  it("gives the body, or nothing when there is none", async () => {
    answer(200, '{"a":1}');
    expect(await call("/x")).toEqual({ a: 1 });
    answer(204, "");
    expect(await call("/x")).toBeUndefined();
  });

  it("tells a problem by its code and keeps the time to wait", async () => {
    answer(429, '{"code":"too_many","status":429}', { "Retry-After": "30" });
    expect(await failure()).toMatchObject({
      status: 429,
      code: "too_many",
      retryAfterSeconds: 30,
      outcomeUnknown: false,
    });
  });

  it.each(["<html>bad gateway</html>", '"text"', ""])(
    "with an error that is no problem (%s) is still an error",
    async (body) => {
      answer(502, body);
      expect(await failure()).toMatchObject({ status: 502, code: "status_502", problem: null, outcomeUnknown: true });
    },
  );

  it("that does not arrive, or brings no JSON, has an unknown outcome", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    expect(await failure()).toMatchObject({ code: "unreachable", outcomeUnknown: true });
    answer(200, "<html>");
    expect(await failure()).toMatchObject({ code: "unreachable", outcomeUnknown: true });
  });
});

describe("the inbox's calls", () => {
  it("a reply carries its key, text and generation", async () => {
    answer(200, "{}");
    await inboxApi(() => {}).reply("cnv_1", "Hi", 4, "key-1");
    expect(sent()).toMatchObject({
      path: "/api/v1/conversations/cnv_1/replies",
      method: "POST",
      headers: { "Idempotency-Key": "key-1", "Content-Type": "application/json" },
      body: '{"text":"Hi","generation":4}',
    });
  });

  it("a page of a list names view, limit and cursor", async () => {
    answer(200, "{}");
    await inboxApi(() => {}).conversations("mine", 50, "a b");
    expect(sent().path).toBe("/api/v1/conversations?view=mine&limit=50&cursor=a+b");
  });

  it("say when the session has ended, but not for wrong credentials", async () => {
    const ended = vi.fn();
    answer(401, '{"code":"not_authenticated"}');
    const api = inboxApi(ended);
    await api.logIn("a", "b").catch(() => {});
    expect(ended).not.toHaveBeenCalled();
    await api.settings().catch(() => {});
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe("what the browser keeps", () => {
  const isText = (value: unknown): value is string => typeof value === "string";

  it("is read back, and gone when it is written away", () => {
    const storage = pageStorage(() => sessionStorage);
    storage.write("a", '"kept"');
    expect(readJson(storage, "a", isText, "none")).toBe("kept");
    storage.write("a", null);
    expect(readJson(storage, "a", isText, "none")).toBe("none");
  });

  it("is done without when it is broken or forbidden", () => {
    const storage = pageStorage(() => sessionStorage);
    storage.write("a", "{broken");
    expect(readJson(storage, "a", isText, "none")).toBe("none");
    storage.write("a", "7");
    expect(readJson(storage, "a", isText, "none")).toBe("none");

    const forbidden = pageStorage(() => {
      throw new Error("SecurityError");
    });
    forbidden.write("a", "x");
    expect(forbidden.read("a")).toBeNull();
  });
});
