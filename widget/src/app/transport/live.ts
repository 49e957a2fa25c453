import type { WidgetClientFrame, WidgetServerFrame } from "@baton/protocol/frames";
import { ResumingSocket, type SocketState } from "@baton/protocol/resuming-socket";
import type { WidgetEvent, WidgetState } from "../state/widget-state.ts";
import { isLost } from "./sender.ts";
import type { WidgetApi } from "./widget-api.ts";

const CHECK_EVERY_MS = 5_000;
/** An open socket that has been silent this long is checked: a half-dead connection looks just like a quiet one. */
const SILENCE_MS = 60_000;
/** A gap, or an own message that the socket has not brought, is checked soon. */
const BEHIND_MS = 4_000;
const TYPING_EVERY_MS = 2_000;
const TYPING_SHOWN_MS = 5_000;
/** A reconnection shorter than this is nobody's business. */
const LOST_AFTER_MS = 2_500;

/**
 * Keeps the state level with the server. The socket is the usual way; where it is closed, silent or blocked by a proxy, the same messages
 * are fetched after the same cursor.
 */
export class Live {
  private socket: ResumingSocket<WidgetServerFrame, WidgetClientFrame> | null = null;
  private token = "";
  private isOpen = false;
  private heardAt = 0;
  private typedAt = 0;
  private checking = false;
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: WidgetApi,
    private readonly state: () => WidgetState,
    private readonly dispatch: (event: WidgetEvent) => void,
    private readonly url: string,
    private readonly openSocket?: (url: string) => WebSocket,
  ) {
    setInterval(() => this.look(), CHECK_EVERY_MS);
  }

  /** Follows the session in the state: connects for a new one, hangs up when there is none. */
  follow(): void {
    const token = this.state().session?.token ?? "";
    if (token === this.token) return;
    this.token = token;
    this.socket?.close();
    this.socket = null;
    this.isOpen = false;
    clearTimeout(this.lostTimer);
    if (!token) return;
    const socket: ResumingSocket<WidgetServerFrame, WidgetClientFrame> = new ResumingSocket<
      WidgetServerFrame,
      WidgetClientFrame
    >(
      this.url,
      {
        onOpen: () => [{ kind: "hello", token, after: this.state().lastSeq }],
        onFrame: (frame) => socket === this.socket && this.hear(frame),
        onState: (state) => socket === this.socket && this.socketIs(state),
      },
      this.openSocket,
    );
    this.socket = socket;
    socket.connect();
  }

  typing(): void {
    const now = Date.now();
    if (now - this.typedAt >= TYPING_EVERY_MS && this.socket?.send({ kind: "typing" })) this.typedAt = now;
  }

  /** Another network, or the same after a pause: the old socket may be dead without knowing it. */
  reconnect(): void {
    this.socket?.restart();
  }

  /** The customer looks again: no waiting for the next attempt, and a long silence is checked at once. */
  attend(): void {
    this.socket?.nudge();
    this.look();
  }

  private hear(frame: WidgetServerFrame): void {
    this.heardAt = Date.now();
    clearTimeout(this.lostTimer);
    this.isOpen = true;
    if (frame.kind === "problem") {
      if (isLost(frame.problem)) this.dispatch({ kind: "session_lost" });
      return;
    }
    this.dispatch({ kind: "frame", frame });
    if (frame.kind === "typing") {
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => this.dispatch({ kind: "typing_faded" }), TYPING_SHOWN_MS);
    }
  }

  private socketIs(state: SocketState): void {
    if (state === "open" || state === "closed") return;
    this.isOpen = false;
    if (state === "connecting" && this.state().connection === "none")
      this.dispatch({ kind: "connection", connection: "connecting" });
    if (state === "refused") void this.check();
    if (state === "waiting" || state === "refused") {
      clearTimeout(this.lostTimer);
      this.lostTimer = setTimeout(() => this.dispatch({ kind: "connection", connection: "lost" }), LOST_AFTER_MS);
    }
  }

  private look(): void {
    const { attentive, messages, lastSeq } = this.state();
    if (!this.token) return;
    const silence = Date.now() - this.heardAt;
    if (!this.isOpen || (attentive && silence > SILENCE_MS) || (messages.length > lastSeq && silence > BEHIND_MS))
      void this.check();
  }

  private async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    const token = this.token;
    const before = this.state();
    for (let more = true; more && token === this.token; ) {
      const outcome = await this.api.fetch(token, this.state().lastSeq);
      if (token !== this.token) break;
      if (outcome.kind === "refused" && isLost(outcome.problem)) this.dispatch({ kind: "session_lost" });
      if (outcome.kind !== "done") break;
      if (this.isOpen) this.heardAt = Date.now();
      const cursor = this.state().lastSeq;
      this.dispatch({ kind: "fetched", page: outcome.value });
      more = this.state().lastSeq > cursor && outcome.value.lastSeq > this.state().lastSeq;
    }
    this.checking = false;
    const after = this.state();
    const missed = after.lastSeq > before.lastSeq || after.status.generation > before.status.generation;
    if (token === this.token && missed && this.isOpen) this.socket?.restart();
  }
}
