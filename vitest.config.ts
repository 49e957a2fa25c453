import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    environment: "happy-dom",
    // One page for all files: each test clears up after itself, and all take a quarter of the time.
    isolate: false,
    include: ["widget/test/**/*.test.{ts,tsx}", "inbox/test/**/*.test.{ts,tsx}", "http-api/protocol/ts/test/**/*.test.ts"],
  },
});
