import { resolve } from "node:path";
import { defineConfig } from "vite";

/** The host page's script: one self-contained `dist/loader.js`. Runs after the app's build, which empties `dist`. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: false,
    target: "es2020",
    lib: {
      entry: resolve(import.meta.dirname, "src/loader/loader.ts"),
      formats: ["iife"],
      name: "batonLoader",
      fileName: () => "loader.js",
    },
  },
});
