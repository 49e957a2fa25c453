import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const START_DEADLINE_MS = 120_000;

/** The packaged server on a data folder of its own, which can be killed and started again on the same port. */
export class Server {
  constructor(data, port, env) {
    this.data = data;
    this.env = env;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.demo = `http://localhost:${port}/demo/`;
    this.output = "";
  }

  /** `env` is added to the server's environment. */
  static async create(env = {}) {
    return new Server(await mkdtemp(join(tmpdir(), "baton-e2e-")), await freePort(), env);
  }

  async start() {
    const options = `-XX:TieredStopAtLevel=1 ${this.env.BATON_JAVA_OPTS ?? ""}`; // a short life
    const env = {
      ...process.env,
      BATON_CONVERSATIONS_PER_MINUTE: "1000",
      BATON_SKIP_BUILD: "1",
      ...this.env,
      BATON_JAVA_OPTS: options,
    };
    this.process = spawn(join(ROOT, "baton"), ["up", "--port", String(this.port), "--data", this.data], { env });
    this.process.stdout.on("data", (chunk) => this.note(chunk));
    this.process.stderr.on("data", (chunk) => this.note(chunk));
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    const deadline = Date.now() + START_DEADLINE_MS;
    while (!(await this.ready())) {
      if (this.process.exitCode !== null || Date.now() > deadline)
        throw new Error(`the server did not start:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async ready() {
    return fetch(`${this.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }

  /** As a crash would: no warning, no clean-up. The launcher has become the server, so that the pid is the server's. */
  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
    await rm(this.data, { recursive: true, force: true });
  }

  async login() {
    const text = await readFile(join(this.data, "first-login.txt"), "utf8");
    return { email: /e-mail: (.*)/.exec(text)[1], password: /password: (.*)/.exec(text)[1] };
  }

  /** A call with the admin's key. */
  async api(path, options = {}) {
    const key = (await readFile(join(this.data, "admin.key"), "utf8")).trim();
    const response = await fetch(`${this.url}/api/v1${path}`, {
      ...options,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...options.headers },
    });
    return { status: response.status, body: response.status === 204 ? null : await response.json() };
  }

  /** The demo's manual has been read. */
  async trained() {
    for (;;) {
      const { body } = await this.api("/sources");
      const failed = body.sources.filter((source) => source.state === "failed");
      if (failed.length > 0)
        throw new Error(`not readable: ${failed.map((one) => `${one.name}: ${one.reason}`).join("; ")}`);
      if (body.sources.length > 0 && body.sources.every((source) => source.state === "ready")) return body.sources;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  note(chunk) {
    this.output = (this.output + chunk).slice(-20_000);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
