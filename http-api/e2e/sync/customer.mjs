import { NOTE_CANARY } from "./commands.mjs";
import { agreed, difference } from "./findings.mjs";
import { Stream, Watch } from "./watch.mjs";
import { World } from "./world.mjs";

const SOCKET = "/api/v1/widget/socket";
const WORKSPACE = "demo";

/** A customer with the widget's own code, who notes everything typed. */
export class Customer {
  typed = [];
  lostAt = null;
  lines = 0;
  connections = new Map();

  constructor({ code, findings, url, direct }, name) {
    Object.assign(this, { code, findings, url, direct, name });
    this.kept = { session: null, outbox: [], seenSeq: 0 };
    this.watch = new Watch(findings, name, (message) => message.seq);
    this.reader = new World(code, direct);
    this.open();
  }

  open() {
    this.lostAt = null;
    this.world = new World(this.code, this.url, new Map(), this);
    this.client = start(this.world, this.kept, (message) => this.keep(message));
    this.world.clients.effect(() => {
      const { messages, lastSeq } = this.client.state.value;
      this.watch.look(messages, lastSeq);
    });
  }

  /** The page goes away in the middle of whatever it did, and comes back with what the host page kept. */
  reload() {
    this.world.close();
    this.watch.forget();
    this.open();
  }

  close() {
    this.world.close();
    this.reader.close();
  }

  keep(message) {
    if (message.kind === "store") this.kept = { ...this.kept, session: message.session };
    if (message.kind === "outbox") this.kept = { ...this.kept, outbox: message.outbox };
    if (message.kind === "unread") this.kept = { ...this.kept, seenSeq: message.seenSeq };
  }

  get state() {
    return this.client.state.value;
  }

  get conversation() {
    return this.state.session?.conversation ?? null;
  }

  /** Types one line that nobody else types. */
  write(text) {
    const line = `${text} (${this.name}, line ${++this.lines})`;
    this.typed.push(line);
    this.client.write(line);
    return line;
  }

  // ---- what goes over the network ----

  answered(text) {
    if (text.includes(NOTE_CANARY)) this.findings.found("leaks", `${this.name} was answered ${text}`);
  }

  opened(socket) {
    this.connections.set(socket, { since: performance.now(), stream: null, until: null });
  }

  sent(socket, text) {
    const frame = JSON.parse(text);
    if (frame.kind !== "hello") return;
    if (frame.after !== this.state.lastSeq)
      this.findings.found("cursors", `${this.name} resumes after ${frame.after}, but has ${this.state.lastSeq}`);
    this.connections.get(socket).stream = new Stream(this.findings, this.name, frame.after);
  }

  heard(socket, text) {
    const connection = this.connections.get(socket);
    const frame = JSON.parse(text);
    if (frame.kind === "welcome") connection.until = frame.lastSeq;
    if (frame.kind === "messages") for (const { seq } of frame.messages) connection.stream.hear(seq);
    if (frame.kind === "typing") this.findings.typing.operators++;
    if (frame.kind === "problem" && frame.problem.status < 500)
      this.findings.found("refused", `${this.name}'s socket: ${JSON.stringify(frame.problem)}`);
    if (this.lostAt !== null && connection.until !== null && connection.stream.next > connection.until) {
      this.findings.resumed(performance.now() - connection.since, performance.now() - this.lostAt);
      this.lostAt = null;
    }
  }

  closed(socket) {
    this.connections.delete(socket);
    if (!socket.closedByPage) this.lostAt ??= performance.now();
  }

  // ---- what must be true ----

  /** What stands on the server, by the client's own reducer. */
  async fresh() {
    const { reduce, START, widgetApi } = this.reader.clients;
    const api = widgetApi(WORKSPACE);
    let state = reduce(START, { kind: "session_started", session: this.state.session });
    for (let more = true; more; ) {
      const outcome = await api.fetch(state.session.token, state.lastSeq);
      if (outcome.kind !== "done") return null;
      state = reduce(state, { kind: "fetched", page: outcome.value });
      more = outcome.value.messages.length > 0 && state.lastSeq < outcome.value.lastSeq;
    }
    return state;
  }

  async agreesWithFresh(deadlineMillis) {
    await agreed(
      async () => {
        if (this.conversation === null) return "there is no conversation yet";
        const fresh = await this.fresh();
        return fresh ? (difference(known(this.state), known(fresh)) ?? this.complaintAboutLines(fresh)) : "no answer";
      },
      `${this.name} in ${this.conversation}`,
      deadlineMillis,
    );
  }

  /** A second page of the same customer, opened now and not cut, ends up with the same. */
  async agreesWithNewPage(deadlineMillis) {
    const world = new World(this.code, this.direct);
    const client = start(world, { session: this.state.session, outbox: [], seenSeq: this.state.seenSeq }, () => {});
    try {
      await agreed(
        () => difference(known(this.state), known(client.state.value)),
        `${this.name} in ${this.conversation}, beside a new page`,
        deadlineMillis,
      );
    } finally {
      world.close();
    }
  }

  /** Each line typed stands there once, in the order typed. */
  complaintAboutLines({ messages }) {
    const there = messages.filter(({ author }) => author.kind === "customer").map(({ text }) => text);
    const differs = difference(there, this.typed);
    return differs && `the lines typed${differs}`;
  }
}

function start(world, kept, tell) {
  const page = { url: "https://shop.example/pricing", title: "Pricing" };
  const host = { kept, page, tell, listen: (hear) => hear({ kind: "visible", on: true }) };
  const { startClient, widgetApi } = world.clients;
  const api = widgetApi(WORKSPACE);
  return startClient({ host, api, socketUrl: world.url.replace("http", "ws") + SOCKET });
}

function known({ session, messages, lastSeq, status, outbox }) {
  return { conversation: session?.conversation, messages, lastSeq, status, unsent: outbox.map(({ text }) => text) };
}
