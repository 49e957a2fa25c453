import { resolve } from "node:path";
import { defineConfig } from "vite";

/** The iframe app: `dist/frame.html` and `dist/assets/*`. No inline script or style, so that the strict CSP of the frame holds. */
export default defineConfig({
  root: resolve(import.meta.dirname, "src/app"),
  base: "/widget/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: resolve(import.meta.dirname, "src/app/frame.html") },
  },
});
