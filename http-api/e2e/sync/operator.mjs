import { agreed, difference } from "./findings.mjs";
import { Stream, Watch } from "./watch.mjs";
import { World } from "./world.mjs";

const PAGE = 200;
const KEY_MAX = 64;

/** One tab of an operator with the inbox's own code. */
export class Operator {
  connections = new Map();
  lostAt = null;
  /** Every reply that was not refused, and where. */
  replies = new Map();
  notes = new Map();

  constructor({ code, findings, url, direct }, name) {
    Object.assign(this, { findings, name });
    this.cookies = new Map();
    this.world = new World(code, url, this.cookies, this);
    const { Inbox, browserPorts, inboxApi } = this.world.clients;
    this.inbox = new Inbox(browserPorts(inboxApi));
    this.watch = new Watch(findings, name, (entry) => entry.rev);
    this.watched = null;
    this.reader = new World(code, direct, this.cookies);
  }

  /** In the session that the browser keeps. */
  async enter(cookies) {
    for (const [name, value] of cookies) this.cookies.set(name, value);
    await this.inbox.enter();
    this.desk.settings.open();
    void this.desk.sources.load();
    this.world.clients.effect(() => this.look(this.desk.conversation.state.value));
  }

  look(state) {
    if (state?.id !== this.watched) {
      this.watch.forget();
      this.watched = state?.id ?? null;
    }
    if (state) this.watch.look(state.timeline, state.timeline.length);
  }

  close() {
    this.world.close();
    this.reader.close();
  }

  get desk() {
    const door = this.inbox.door.value;
    if (door.kind !== "in") throw new Error(`${this.name} is no longer in: ${JSON.stringify(door)}`);
    return door.desk;
  }

  get state() {
    return this.desk.conversation.state.value;
  }

  get isMine() {
    return this.state?.entry?.owner === "operator" && this.state.entry.operator.id === this.desk.me;
  }

  show(view) {
    this.inbox.go(`#/${view}`);
  }

  read(conversation) {
    this.inbox.go(`#/c/${conversation}`);
  }

  isReady(deadlineMillis) {
    const check = () => (this.state?.status === "ready" && this.state.entry ? null : `${this.state?.status}`);
    return agreed(check, `${this.name} opens ${this.state?.id}`, deadlineMillis);
  }

  /** Tries with one key until the answer is there. */
  async writeNote(text, until) {
    const { id } = this.state;
    const key = `note-${this.name.length}-${text.replace(/\W/g, "")}`.slice(0, KEY_MAX);
    const options = { method: "POST", body: JSON.stringify({ text }) };
    const headers = { "content-type": "application/json", "idempotency-key": key };
    await agreed(
      () =>
        this.world.fetch(`/api/v1/conversations/${id}/notes`, { ...options, headers }).then(
          async (response) => (response.ok ? null : `${response.status} ${await response.text()}`),
          (error) => error.message,
        ),
      `${this.name} writes a note`,
      until,
    );
    this.notes.set(text, id);
  }

  reply(text) {
    const { id, entry, timeline } = this.state;
    const afterSeq = timeline.reduce((seq, { message }) => Math.max(seq, message?.seq ?? 0), 0);
    this.replies.set(text, id);
    this.desk.outbox.send({ conversation: id, text, generation: entry.generation, afterSeq });
  }

  // ---- what goes over the socket ----

  opened(socket) {
    this.connections.set(socket, { since: performance.now(), welcomed: false, follows: new Map() });
  }

  sent(socket, text) {
    const connection = this.connections.get(socket);
    const frame = JSON.parse(text);
    if (frame.kind === "unfollow") connection.follows.delete(frame.conversation);
    if (frame.kind !== "follow") return;
    if (frame.after !== this.state.rev)
      this.findings.found("cursors", `${this.name} follows after ${frame.after}, but has ${this.state.rev}`);
    // What was under way for an earlier follow on this connection may still come: then the client alone tells doubles.
    const again = connection.follows.has(frame.conversation);
    connection.follows.set(frame.conversation, again ? null : new Stream(this.findings, this.name, frame.after));
    this.caughtUp(connection);
  }

  heard(socket, text) {
    const connection = this.connections.get(socket);
    const frame = JSON.parse(text);
    if (frame.kind === "timeline")
      for (const { rev } of frame.entries) connection.follows.get(frame.conversation)?.hear(rev);
    if (frame.kind === "typing") this.findings.typing.customers++;
    if (frame.kind === "problem" && frame.problem.status < 500)
      this.findings.found("refused", `${this.name}'s socket: ${JSON.stringify(frame.problem)}`);
    if (frame.kind !== "welcome") return;
    connection.welcomed = true;
    if (this.inbox.door.value.kind === "in" && !this.state) this.caughtUp(connection);
  }

  closed(socket) {
    this.connections.delete(socket);
    if (!socket.closedByPage) this.lostAt ??= performance.now();
  }

  caughtUp(connection) {
    if (this.lostAt === null || !connection.welcomed) return;
    this.findings.resumed(performance.now() - connection.since, performance.now() - this.lostAt);
    this.lostAt = null;
  }

  // ---- what must be true ----

  /** A page that has just been opened and speaks to the server itself. */
  async fresh(read) {
    const { clients } = this.reader;
    try {
      return await read(
        clients,
        clients.inboxApi(() => {}),
      );
    } catch {
      return null;
    }
  }

  /** The open conversation: its timeline, its head, its row. */
  agreesOnConversation(deadlineMillis) {
    const check = () =>
      this.fresh(async ({ conversationReducer, openedConversation }, api) => {
        const { id } = this.state;
        let fresh = openedConversation(id, null);
        while (!fresh.complete)
          fresh = conversationReducer(fresh, { kind: "fetched", detail: await api.conversation(id, fresh.rev) });
        const { status, timeline, rev, entry } = this.state;
        const row = this.desk.lists.state.value.entries.get(id);
        const wrote = { replies: writtenIn(this.replies, id), notes: writtenIn(this.notes, id) };
        return {
          shown: { status, timeline, rev, entry, row, ...wrote },
          fresh: { ...known(fresh), row: fresh.entry, ...this.stored(fresh) },
        };
      });
    return agreed(() => compared(check), `${this.name} on ${this.state?.id}`, deadlineMillis);
  }

  /** What this tab has written, as it stands on the server: each once, in the order written. */
  stored({ timeline }) {
    return {
      replies: timeline.flatMap(({ message }) => (this.replies.has(message?.text) ? [message.text] : [])),
      notes: timeline.flatMap(({ kind, text }) => (kind === "note" && this.notes.has(text) ? [text] : [])),
    };
  }

  /** The list on the screen and its rows, the counts, the settings and the sources. */
  agreesOnLists(deadlineMillis) {
    const check = () =>
      this.fresh(async (_clients, api) => {
        const { view } = this.desk.route.value;
        const { entries, counts } = await api.conversations(view, PAGE, null);
        const { sources } = await api.sources();
        const settings = await api.settings();
        return {
          shown: { ...this.listed(view), ...this.workspace() },
          fresh: { counts, rows: entries, settings, sources: bySourceId(sources) },
        };
      });
    return agreed(() => compared(check), `${this.name}'s lists`, deadlineMillis);
  }

  listed(view) {
    const { lists, entries, counts } = this.desk.lists.state.value;
    return { counts, rows: lists[view].shown.map((conversation) => entries.get(conversation)) };
  }

  workspace() {
    const { settings, sources } = this.desk;
    return { settings: settings.state.value.saved, sources: bySourceId([...sources.state.value.sources.values()]) };
  }
}

const writtenIn = (texts, id) => [...texts].flatMap(([text, conversation]) => (conversation === id ? [text] : []));

async function compared(read) {
  const found = await read();
  return found ? difference(found.shown, found.fresh) : "no answer";
}

const known = ({ status, timeline, rev, entry }) => ({ status, timeline, rev, entry });

function bySourceId(sources) {
  return Object.fromEntries(sources.map((source) => [source.id, source]));
}
