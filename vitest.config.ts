import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    environment: "happy-dom",
    include: ["widget/test/**/*.test.{ts,tsx}", "inbox/test/**/*.test.{ts,tsx}", "http-api/protocol/ts/test/**/*.test.ts"],
  },
});
