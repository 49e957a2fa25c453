// What live clients show is what a fresh fetch returns, whatever is cut. Usage: node sync.mjs [--cuts N] [--commands N] [--seed S] [--json]
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// Node 20 has a WebSocket, but only on request.
if (typeof WebSocket === "undefined") {
  const again = ["--experimental-websocket", "--no-warnings", ...process.argv.slice(1)];
  process.exit(spawnSync(process.execPath, again, { stdio: "inherit" }).status ?? 1);
}
const { Stage } = await import("./sync/stage.mjs");
const { plantFaults, summary, walkUnderCuts } = await import("./sync/suite.mjs");

const TARGET = join(dirname(fileURLToPath(import.meta.url)), "../../target");
const SAID_MAX = 4_000;
const SEED_MAX = 2 ** 31;
const { values } = parseArgs({
  options: {
    cuts: { type: "string", default: "1000" },
    commands: { type: "string", default: "150" },
    seed: { type: "string", default: String(Math.floor(Math.random() * SEED_MAX)) },
    json: { type: "boolean", default: false },
  },
});
const wanted = { cuts: Number(values.cuts), commands: Number(values.commands) };
const seed = Number(values.seed);
const tell = (line) => (values.json ? console.error(line) : console.log(line));

const count = { passed: 0, failed: 0 };
const check = (name, isSo, why) => {
  if (isSo) count.passed++;
  else count.failed++;
  tell(isSo ? `ok    ${name}` : `FAIL  ${name}\n      ${why}`);
};

const begun = Date.now();
const stage = await Stage.set(seed);
let result = { seed };
try {
  const walked = await walkUnderCuts(stage, wanted, tell);
  const { findings, walk } = walked;
  const report = summary(walked, stage);
  result = { seed, ...report };
  const { cuts, compared, resume, resumeWithPauseAndFurtherCuts: whole } = report;
  const times = ({ p50, p95, n }) => `p50 ${p50} ms, p95 ${p95} ms (n = ${n})`;
  check(
    `after each of ${report.commands} commands what clients show is what a fresh fetch returns (${compared.widget} widgets, ${compared.inbox} open conversations, ${compared.lists} lists, ${compared.newPages} new pages; 1 kill -9)`,
    walk.failures.length === 0 && report.kills > 0,
    walk.failures.join("\n      ") || "the server was never killed",
  );
  check("every kind of command was given", walk.missing.length === 0, `never: ${walk.missing.join(", ")}`);
  check(
    `${cuts.socket} sockets cut (${cuts.insideFrame} inside frames, ${cuts.betweenFrames} between, ${cuts.handshake} in the handshake) and ${cuts.rest} other connections: no gap, no double, order kept`,
    findings.total === 0 && cuts.socket >= wanted.cuts && cuts.insideFrame > 0,
    findings.said.join("\n      ") || "too few cuts",
  );
  check("no byte of a note came to a widget", report.leaks === 0, `${report.leaks} times`);
  tell(
    `      from connecting to caught up: ${times(resume)}; from the cut, with pauses and further cuts: ${times(whole)}`,
  );
  if (walk.failures.length === 0) {
    const unnoticed = await plantFaults(stage, tell);
    check("each planted fault is noticed, and none where there is none", unnoticed.length === 0, unnoticed.join(", "));
  }
} catch (error) {
  check("the suite runs to its end", false, error.stack);
} finally {
  await stage.strike();
}
result = { ...result, ...count, seconds: Math.round((Date.now() - begun) / 1_000) };
if (count.failed > 0) tell(`the server said:\n${stage.server.output.slice(-SAID_MAX)}`);
await mkdir(TARGET, { recursive: true });
await writeFile(join(TARGET, "sync.json"), JSON.stringify(result));
if (values.json) console.log(JSON.stringify(result));
tell(`seed ${seed}, ${result.seconds} s\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);
