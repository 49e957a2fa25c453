// The browser tests: the packaged server, real Chromium, a customer and an operator. Usage: node run.mjs [part of a name]
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { badInput } from "./bad-input.test.mjs";
import { crash } from "./crash.test.mjs";
import { history } from "./history.test.mjs";
import { journey } from "./journey.test.mjs";
import { Server } from "./server.mjs";
import { threshold } from "./threshold.test.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = join(HERE, "../../target");
const PICTURES = join(TARGET, "e2e");
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

await mkdir(PICTURES, { recursive: true });
const only = process.argv[2] ?? "";
const server = await Server.create();
const browser = await chromium.launch({
  executablePath: process.env.BATON_CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS.split(" "),
});
const summary = { passed: 0, failed: 0 };
try {
  await server.start();
  await server.trained();
  const tests = { ...journey, ...history, ...threshold, ...badInput, ...crash };
  for (const [name, test] of Object.entries(tests)) {
    if (!name.includes(only)) continue;
    const picture = (page, title) => page.screenshot({ path: join(PICTURES, `${title}.png`) });
    try {
      await test({ browser, server, picture });
      summary.passed++;
      console.log(`ok    ${name}`);
    } catch (error) {
      summary.failed++;
      console.log(`FAIL  ${name}\n      ${error.stack}`);
      let count = 0;
      for (const context of browser.contexts())
        for (const page of context.pages()) await picture(page, `failed-${summary.failed}-${++count}`).catch(() => {});
    }
    for (const context of browser.contexts()) await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
if (summary.failed > 0) console.log(`the server said:\n${server.output.slice(-4000)}`);
await writeFile(join(TARGET, "e2e.json"), JSON.stringify(summary));
console.log(`${summary.passed} passed, ${summary.failed} failed`);
process.exit(summary.failed > 0 ? 1 : 0);
