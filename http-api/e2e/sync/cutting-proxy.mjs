import { connect, createServer } from "node:net";
import { StreamMeter } from "./stream-meter.mjs";

/** A socket on which no byte comes within this time is cut where it stands. */
const IDLE_CUT_MS = 200;
/** A new connection may be cut in its handshake or in the frames that it is to catch up with. */
const BIRTH_CUT = 0.25;
const BIRTH_BYTES_MAX = 1_500;
const REST_SHARE = 0.15;
const INBOX_SHARE = 0.15;
const REST_BYTES_MAX = 2_500;
const WIDGET_BYTES_MAX = 900;
const INBOX_BYTES_MAX = 6_000;
const UP_SHARE = 0.2;
const RESET_SHARE = 0.5;
const SOCKET_REQUEST = /^GET \S+\/socket /;

/** Passes bytes between clients and the server, and cuts connections at random bytes of either direction. */
export class CuttingProxy {
  passages = new Set();
  cuts = { socket: 0, insideFrame: 0, handshake: 0, betweenFrames: 0, up: 0, down: 0, rest: 0 };

  leaks = 0;

  /** `canary` is what may never come over a widget's socket. */
  constructor(targetPort, random, canary) {
    this.targetPort = targetPort;
    this.random = random;
    this.canary = canary;
    this.server = createServer((client) => this.passages.add(new Passage(this, client)));
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** Cuts about so many connections a second until stopped. */
  start(perSecond) {
    this.stop();
    this.timer = setInterval(() => this.arm(), 1_000 / perSecond);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    for (const passage of this.passages) passage.disarm();
  }

  async close() {
    this.stop();
    for (const passage of this.passages) passage.drop();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get isCutting() {
    return this.timer !== undefined;
  }

  arm() {
    const kind = this.random.chance(REST_SHARE) ? "rest" : this.random.chance(INBOX_SHARE) ? "inbox" : "widget";
    const choice = this.random.next();
    const up = this.random.chance(UP_SHARE);
    const bytes = this.random.below({ rest: REST_BYTES_MAX, inbox: INBOX_BYTES_MAX, widget: WIDGET_BYTES_MAX }[kind]);
    const open = [...this.passages].filter(
      (passage) => passage.kind === kind && passage.isOpen && passage.idle === null,
    );
    const passage = open[Math.floor(choice * open.length)];
    passage?.arm(up, 1 + bytes, kind === "rest" ? null : IDLE_CUT_MS);
  }

  born(passage) {
    if (this.isCutting && this.random.chance(BIRTH_CUT))
      passage.arm(this.random.chance(UP_SHARE), 1 + this.random.below(BIRTH_BYTES_MAX), null);
  }
}

/** One connection: a client's, and the one to the server that stands for it. */
class Passage {
  kind = "new";
  dead = false;
  idle = null;
  tail = "";

  constructor(proxy, client) {
    this.proxy = proxy;
    const server = connect(proxy.targetPort, "127.0.0.1");
    this.up = { from: client, to: server, meter: new StreamMeter(), left: null };
    this.down = { from: server, to: client, meter: new StreamMeter(), left: null };
    for (const side of [this.up, this.down]) {
      side.from.setNoDelay(true);
      side.from.on("data", (bytes) => this.pass(side, bytes));
      side.from.on("end", () => side.to.end());
      side.from.on("error", () => this.drop());
      side.from.on("close", () => this.drop());
    }
    proxy.born(this);
  }

  /** Whether the server has answered: before that a cut says nothing about frames. */
  get isOpen() {
    return !this.down.meter.inHead;
  }

  /** A cut that the connection was born with, and that its bytes never reached, gives way to another. */
  arm(up, bytes, idleMillis) {
    this.disarm();
    (up ? this.up : this.down).left = bytes;
    if (idleMillis !== null) this.idle = setTimeout(() => this.cut(up ? this.up : this.down), idleMillis);
  }

  disarm() {
    clearTimeout(this.idle);
    this.idle = null;
    this.up.left = null;
    this.down.left = null;
  }

  pass(side, bytes) {
    if (this.dead) return;
    if (side === this.up && this.kind === "rest" && SOCKET_REQUEST.test(bytes.subarray(0, 100).toString("latin1")))
      this.begin();
    const falls = side.left !== null && bytes.length >= side.left;
    const part = falls ? bytes.subarray(0, side.left) : bytes;
    if (side.left !== null) side.left -= part.length;
    side.meter.read(part);
    if (this.kind === "new" && !this.up.meter.inHead) this.kind = this.kindOf();
    if (side === this.down && this.kind === "widget") this.searchFor(this.proxy.canary, part);
    side.to.write(part);
    if (falls) this.cut(side);
  }

  searchFor(canary, bytes) {
    const text = this.tail + bytes.toString("latin1");
    if (text.includes(canary)) this.proxy.leaks++;
    this.tail = text.slice(1 - canary.length);
  }

  /** A connection that was kept alive after answers becomes a socket: it is read anew from here. */
  begin() {
    this.kind = "new";
    this.up.meter = new StreamMeter();
    this.down.meter = new StreamMeter();
  }

  kindOf() {
    const { head, isSocket } = this.up.meter;
    return isSocket ? (head.includes("/inbox/socket") ? "inbox" : "widget") : "rest";
  }

  cut(side) {
    if (this.dead) return;
    const { cuts, random } = this.proxy;
    // A cut in the first line may come before it is known what it was to become.
    if (!this.up.meter.head.includes("/socket")) cuts.rest++;
    else {
      cuts.socket++;
      if (this.down.meter.inHead) cuts.handshake++;
      else if (side.meter.insideFrame) cuts.insideFrame++;
      else cuts.betweenFrames++;
      if (side === this.up) cuts.up++;
      else cuts.down++;
    }
    this.drop(random.chance(RESET_SHARE));
  }

  drop(reset = false) {
    if (this.dead) return;
    this.dead = true;
    this.disarm();
    this.proxy.passages.delete(this);
    for (const { from } of [this.up, this.down]) {
      if (reset) from.resetAndDestroy();
      // What was passed on before the cut still arrives: the end of the stream comes after it.
      else from.end(() => from.destroy());
    }
  }
}
