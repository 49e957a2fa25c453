import { walkUnderCuts, Stage } from "./sync/suite.mjs";
import { percentile } from "./sync/findings.mjs";
const stage = await Stage.set(Number(process.argv[2] ?? 1));
console.log("set", performance.now());
try {
  const { findings, walk, killed } = await walkUnderCuts(stage, { cuts: Number(process.argv[3] ?? 100), commands: Number(process.argv[4] ?? 60), perSecond: Number(process.argv[5]??40), tell: console.log });
  console.log(walk.failures, findings.said, findings.counts, walk.given, walk.compared, stage.proxy.cuts, killed, findings.typing);
  console.log([findings.resumes, findings.whole, findings.afterKill].map((l) => [l.length, percentile(l, .5), percentile(l, .95), percentile(l, .99)]));
} finally { await stage.strike(); }
console.log(performance.now());
process.exit(0);
