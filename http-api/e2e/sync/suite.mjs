import { bundleClients } from "./bundle.mjs";
import { FAULTS } from "./faults.mjs";
import { Findings, outage, percentile } from "./findings.mjs";
import { Walk } from "./walk.mjs";

const CUSTOMERS = 24;
const CUTS_A_SECOND = 40;
const REPORT_EVERY = 20;
const KILL_AFTER = 0.4;
const KILL_WITHIN_MS = 200;

const FAULT_CUSTOMERS = 4;
const FAULT_OPERATORS = 2;
const FAULT_ROUNDS_MAX = 60;
const FAULT_DEADLINE_MS = 3_000;

/** The walk under cuts, until so many commands are compared and so many sockets cut; the server is killed once on the way. */
export async function walkUnderCuts(stage, { cuts, commands }, tell) {
  const { proxy, server, random } = stage;
  const findings = new Findings();
  const people = await stage.people(await bundleClients(), findings, CUSTOMERS);
  const walk = new Walk({ random: random.fork("walk"), ...people });
  let kills = 0;
  const kill = async () => {
    kills++;
    findings.serverAway = true;
    await new Promise((resolve) => setTimeout(resolve, random.below(KILL_WITHIN_MS)));
    outage.isOn = true;
    await server.kill();
    await server.start();
    outage.isOn = false;
    outage.endedAt = Date.now();
  };
  proxy.start(CUTS_A_SECOND);
  const enough = () => walk.commands >= commands && proxy.cuts.socket >= cuts && walk.missing.length === 0;
  while (walk.failures.length === 0 && !enough()) {
    const isDue = kills === 0 && walk.commands >= commands * KILL_AFTER;
    await walk.round(isDue ? kill : null);
    findings.serverAway = false;
    if (walk.rounds % REPORT_EVERY === 0)
      tell(`      ${walk.commands} commands, ${proxy.cuts.socket} sockets cut, ${findings.total} findings`);
  }
  proxy.stop();
  if (walk.failures.length === 0) await walk.checkpoint();
  for (const one of [...people.customers, ...people.operators]) one.close();
  return { findings, walk, kills };
}

/** Plants each fault in turn; returns the names of those that nothing noticed. `null` plants none: that must not be noticed. */
export async function plantFaults(stage, tell) {
  const wrong = [];
  for (const [name, fault] of [["no fault at all", null], ...Object.entries(FAULTS)]) {
    const noticed = await notices(stage, fault);
    tell(`      ${name}: ${noticed ?? "nothing noticed"}`);
    if ((noticed === null) !== (fault === null)) wrong.push(name);
  }
  return wrong;
}

async function notices(stage, fault) {
  const findings = new Findings();
  const { customers, operators, newCustomer } = await stage.people(
    await bundleClients(fault),
    findings,
    FAULT_CUSTOMERS,
    FAULT_OPERATORS,
  );
  const random = stage.random.fork(`fault ${fault?.becomes}`);
  const walk = new Walk({ random, customers, operators, newCustomer, deadlineMillis: FAULT_DEADLINE_MS });
  const rounds = fault === null ? FAULT_ROUNDS_MAX / 4 : FAULT_ROUNDS_MAX;
  stage.proxy.start(CUTS_A_SECOND);
  while (walk.rounds < rounds && walk.failures.length === 0 && findings.total === 0) await walk.round();
  stage.proxy.stop();
  for (const one of [...customers, ...operators]) one.close();
  return findings.said[0] ?? walk.failures[0] ?? null;
}

export function summary({ findings, walk, kills }, { proxy }) {
  const inMillis = (values) => ({
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    n: values.length,
  });
  return {
    commands: walk.commands,
    given: walk.given,
    compared: walk.compared,
    cuts: { ...proxy.cuts },
    kills,
    ...findings.counts,
    leaks: findings.counts.leaks + proxy.leaks,
    resume: inMillis(findings.resumes),
    resumeWithPauseAndFurtherCuts: inMillis(findings.whole),
    resumeAfterKill: inMillis(findings.afterKill),
    typing: findings.typing,
  };
}
