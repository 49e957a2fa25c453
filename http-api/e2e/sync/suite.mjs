import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Server } from "../server.mjs";
import { bundleClients } from "./bundle.mjs";
import { Customer } from "./customer.mjs";
import { CuttingProxy } from "./cutting-proxy.mjs";
import { Findings } from "./findings.mjs";
import { Operator } from "./operator.mjs";
import { Random } from "./random.mjs";
import { Walk } from "./walk.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const LIB = join(HERE, "../../target/baton/lib");
const CUSTOMERS = 24;
const COLLEAGUE = "colleague@baton.local";
const LIMITS = [
  "-Dbaton.http.limits.messages-per-ten-seconds=100000",
  "-Dbaton.http.limits.socket-frames-per-second=1000",
  "-Dbaton.engine.conversation.quiet-period=100ms",
];

/** A server with two operators, and a proxy before it that cuts. */
export class Stage {
  static async set(seed) {
    const stage = new Stage();
    stage.random = new Random(seed);
    stage.server = await Server.create({ BATON_JAVA_OPTS: LIMITS.join(" "), BATON_SOCKETS_PER_ADDRESS: "1000" });
    await stage.server.start();
    await stage.server.trained();
    const java = join(process.env.JAVA_HOME ?? "", "bin/java");
    const colleague = [ "-cp", join(LIB, "*"), join(HERE, "AddColleague.java"), stage.server.data];
    await promisify(execFile)(process.env.JAVA_HOME ? java : "java", colleague);
    stage.proxy = new CuttingProxy(stage.server.port, stage.random.fork("cuts"));
    await stage.proxy.listen();
    return stage;
  }

  /** People whose clients are made of `code`. */
  async people(code, findings, customers = CUSTOMERS) {
    const parts = { code, findings, url: this.proxy.url, direct: this.server.url };
    const first = await this.server.login();
    const second = { ...first, email: COLLEAGUE };
    let count = 0;
    const newCustomer = () => new Customer(parts, `customer ${++count}`);
    const operators = [new Operator(parts, "Maya"), new Operator(parts, "Jonas")];
    await operators[0].enter(first);
    await operators[1].enter(second);
    for (const [index, name] of ["Maya's second tab", "Jonas's second tab"].entries()) {
      const tab = new Operator(parts, name);
      await tab.enter(null, operators[index]);
      operators.push(tab);
    }
    return { customers: Array.from({ length: customers }, newCustomer), operators, newCustomer };
  }

  async strike() {
    await this.proxy?.close();
    await this.server.stop();
  }
}

/** The walk under cuts, until so many commands are compared and so many sockets cut; the server is killed once on the way. */
export async function walkUnderCuts(stage, { cuts, commands, perSecond, tell }) {
  const findings = new Findings();
  const people = await stage.people(await bundleClients(), findings);
  const walk = new Walk({ random: stage.random.fork("walk"), ...people });
  const done = () => stage.proxy.cuts.socket / cuts + 0;
  let killed = 0;
  const kill = async () => {
    killed++;
    findings.serverAway = true;
    await new Promise((resolve) => setTimeout(resolve, stage.random.below(100)));
    await stage.server.kill();
    await stage.server.start();
    findings.serverAway = false;
  };
  stage.proxy.start(perSecond);
  while (walk.failures.length === 0 && (walk.commands < commands || stage.proxy.cuts.socket < cuts)) {
    const due = killed === 0 && walk.commands > commands / 3;
    await walk.round(due ? kill : null);
    if (walk.rounds % 10 === 0) tell(`${walk.commands} commands, ${stage.proxy.cuts.socket} cuts, ${Math.round(done() * 100)} %`);
  }
  stage.proxy.stop();
  await walk.checkpoint();
  for (const one of [...people.customers, ...people.operators]) one.close();
  return { findings, walk, killed };
}
