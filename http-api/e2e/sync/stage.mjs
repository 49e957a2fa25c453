import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Server } from "../server.mjs";
import { NOTE_CANARY } from "./commands.mjs";
import { Customer } from "./customer.mjs";
import { CuttingProxy } from "./cutting-proxy.mjs";
import { Operator } from "./operator.mjs";
import { Random } from "./random.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const LIB = join(HERE, "../../target/baton/lib");
const COLLEAGUE = "colleague@baton.local";
const TABS = ["Maya", "Jonas", "Maya's second tab", "Jonas's second tab"];
/** Nobody types slowly here. Limits need no word: callers on the server's own machine have none. */
const HASTE = "-Dbaton.engine.conversation.quiet-period=100ms";

/** The packaged server with two operators, and before it a proxy that cuts. */
export class Stage {
  static async set(seed) {
    const stage = new Stage();
    stage.random = new Random(seed);
    stage.server = await Server.create({
      BATON_JAVA_OPTS: HASTE,
      BATON_MODELS: "off", // what the agent says does not matter here
    });
    await stage.server.start();
    await stage.server.trained();
    await addColleague(stage.server.data);
    stage.proxy = new CuttingProxy(stage.server.port, stage.random.fork("cuts"), NOTE_CANARY);
    await stage.proxy.listen();
    return stage;
  }

  /** People whose clients are made of `code`: customers who have not begun, and tabs of two operators. */
  async people(code, findings, customers, tabs = TABS.length) {
    const parts = { code, findings, url: this.proxy.url, direct: this.server.url };
    let count = 0;
    const newCustomer = () => new Customer(parts, `customer ${++count}`);
    const operators = TABS.slice(0, tabs).map((name) => new Operator(parts, name));
    for (const [index, operator] of operators.entries()) await operator.enter(await this.session(index % 2));
    return { customers: Array.from({ length: customers }, newCustomer), operators, newCustomer };
  }

  /** Each operator logs in once: the server counts log-ins. */
  async session(person) {
    this.sessions ??= [];
    this.sessions[person] ??= await this.logIn(person);
    return this.sessions[person];
  }

  async logIn(person) {
    const { email, password } = await this.server.login();
    const response = await fetch(`${this.server.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.server.url },
      body: JSON.stringify({ email: person === 0 ? email : COLLEAGUE, password }),
    });
    if (!response.ok) throw new Error(`operator ${person} cannot log in: ${response.status}`);
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(response.headers.getSetCookie()[0]);
    return new Map([[name, value]]);
  }

  async strike() {
    await this.proxy?.close();
    await this.server.stop();
  }
}

async function addColleague(data) {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";
  await promisify(execFile)(java, ["-cp", join(LIB, "*"), join(HERE, "AddColleague.java"), data]);
}
