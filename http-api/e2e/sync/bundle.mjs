import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const HERE = dirname(fileURLToPath(import.meta.url));

/** What a page of a browser gives to the code that runs in it: see world.mjs. */
export const PAGE_GLOBALS = [
  "window",
  "document",
  "location",
  "navigator",
  "sessionStorage",
  "localStorage",
  "fetch",
  "WebSocket",
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
];

/**
 * Both clients' code as a function of a page's globals, so that each page of the suite runs a copy of its own.
 * `fault` replaces one piece of the source by another, to show that the suite notices.
 */
export async function bundleClients(fault = null) {
  let planted = fault === null;
  const plant = {
    name: "plant-a-fault",
    transform(code, id) {
      if (planted || !id.endsWith(fault.file)) return null;
      if (!code.includes(fault.is)) throw new Error(`${fault.file} has no longer: ${fault.is}`);
      planted = true;
      return code.replace(fault.is, () => fault.becomes);
    },
  };
  const result = await build({
    configFile: false,
    root: HERE,
    logLevel: "error",
    plugins: [{ ...plant, enforce: "pre" }],
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: join(HERE, "clients.ts"), formats: ["iife"], name: "clients" },
    },
  });
  if (!planted) throw new Error(`${fault.file} is not part of the clients`);
  const { code } = [result].flat()[0].output[0];
  return new Function(...PAGE_GLOBALS, `${code}\nreturn clients;`);
}
