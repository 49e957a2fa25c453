import { defineConfig } from "vite";

export default defineConfig({
  base: "/inbox/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    // The policy of the page forbids inline code and inline pictures stay out of the style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});
