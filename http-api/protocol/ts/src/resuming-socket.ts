/**
 * A WebSocket that comes back. After every close but a refusal it connects again, 0.5 s later at first and 15 s later at most,
 * with jitter. It keeps no cursor of its own: `onOpen` is asked anew for the opening frames, so the owner says where to resume.
 */
export interface SocketEvents<Incoming, Outgoing> {
  /** Frames to send first on every connection: a hello with the cursor, the follows. */
  onOpen(): Outgoing[];
  onFrame(frame: Incoming): void;
  onState(state: SocketState): void;
}

export type SocketState = "connecting" | "open" | "waiting" | "refused" | "closed";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** A problem with one of these will come again with the same hello. The close code says nothing: the problem before it does. */
const REFUSED_STATUS = new Set([400, 401, 403, 404, 413]);

export class ResumingSocket<Incoming, Outgoing> {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private failures = 0;
  private ended = false;
  private refused = false;

  constructor(
    private readonly url: string,
    private readonly events: SocketEvents<Incoming, Outgoing>,
    private readonly open: (url: string) => WebSocket = (address) => new WebSocket(address),
  ) {}

  connect(): void {
    if (this.ended || this.socket) return;
    this.clearTimer();
    this.events.onState("connecting");
    const socket = this.open(this.url);
    this.socket = socket;
    this.refused = false;
    socket.onopen = () => {
      if (socket !== this.socket) return;
      this.events.onState("open");
      for (const frame of this.events.onOpen()) socket.send(JSON.stringify(frame));
    };
    socket.onmessage = (event) => {
      if (socket !== this.socket) return;
      const frame = parsed(event.data);
      if (frame === null) return;
      this.failures = 0;
      this.events.onFrame(frame as Incoming);
    };
    socket.onclose = () => {
      if (socket !== this.socket) return;
      this.socket = null;
      if (this.ended) return this.events.onState("closed");
      if (this.refused) return this.events.onState("refused");
      this.events.onState("waiting");
      this.timer = setTimeout(() => this.connect(), this.nextDelay());
    };
  }

  /** False when there is no open connection: nothing is queued, the next `onOpen` speaks for the present. */
  send(frame: Outgoing): boolean {
    if (!this.socket || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Connect now instead of at the end of the delay: the page is visible again, the network is back. */
  nudge(): void {
    if (this.timer) this.connect();
  }

  /** Give up a connection that may be dead without knowing it (after sleep, on another network) and open a new one. */
  restart(): void {
    if (this.ended) return;
    const dead = this.socket;
    this.socket = null;
    dead?.close(1000);
    this.connect();
  }

  close(): void {
    this.ended = true;
    this.clearTimer();
    this.socket?.close(1000);
  }

  private nextDelay(): number {
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.failures++);
    return ceiling * (0.5 + Math.random() / 2);
  }

  private clearTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** Null for what is no frame at all: one broken message must not cost the connection. */
function parsed(data: unknown): object | null {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function isRefusal(frame: unknown): boolean {
  const { kind, problem } = frame as { kind?: string; problem?: { status?: number } };
  return kind === "problem" && REFUSED_STATUS.has(problem?.status ?? 0);
}
