import { PAGE_GLOBALS } from "./bundle.mjs";

/** The clients' timers run so much faster here: half a second before they reconnect is 25 ms, and all proportions stay. */
const HASTE = 20;

/** The page of a browser in which one copy of a client's code runs: its timers, sockets, calls and storage end with it. */
export class World {
  timers = new Set();
  sockets = new Set();
  ended = new AbortController();

  /** `witness` hears what goes over the sockets: opened, sent, heard, closed. */
  constructor(code, url, cookies = new Map(), witness = null) {
    this.url = url;
    this.cookies = cookies;
    this.witness = witness;
    const page = this.globals();
    this.clients = code(...PAGE_GLOBALS.map((name) => page[name]));
  }

  /** As when the tab is closed, at whatever moment. */
  close() {
    this.ended.abort();
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets) socket.vanish();
  }

  globals() {
    const events = { addEventListener() {}, removeEventListener() {} };
    const storage = new Map();
    const area = {
      getItem: (name) => storage.get(name) ?? null,
      setItem: (name, value) => void storage.set(name, value),
      removeItem: (name) => void storage.delete(name),
    };
    const timer = (start) => (act, millis) => {
      if (this.ended.signal.aborted) return undefined;
      const made = start(act, millis / HASTE);
      this.timers.add(made);
      return made;
    };
    const stop = (made) => {
      this.timers.delete(made);
      clearInterval(made);
    };
    return {
      window: events,
      document: { ...events, visibilityState: "visible" },
      location: { origin: this.url },
      navigator: { onLine: true },
      sessionStorage: area,
      localStorage: area,
      fetch: (path, options) => this.fetch(path, options),
      WebSocket: pageSocket(this),
      setTimeout: timer((act, millis) => setTimeout(act, millis)),
      clearTimeout: stop,
      setInterval: timer((act, millis) => setInterval(act, millis)),
      clearInterval: stop,
    };
  }

  get headers() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { origin: this.url, ...(cookie ? { cookie } : {}) };
  }

  async fetch(path, { headers, signal, ...options } = {}) {
    const response = await fetch(this.url + path, {
      ...options,
      headers: { ...headers, ...this.headers },
      signal: AbortSignal.any([this.ended.signal, ...(signal ? [signal] : [])]),
    });
    if (this.witness?.answered) {
      const told = response.clone().text();
      told.then((text) => this.witness.answered(text)).catch(() => {});
    }
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      this.cookies.set(name, value);
    }
    return response;
  }
}

/**
 * The WebSocket that a page sees. Node's own tells of a failed connection by "error" alone; in a browser "close" always follows,
 * and the clients rightly count on it.
 */
function pageSocket(world) {
  return class PageSocket {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSING = 2;
    static CLOSED = 3;
    gone = false;
    closedByPage = false;

    constructor(url) {
      world.sockets.add(this);
      world.witness?.opened(this);
      this.real = new WebSocket(url, { headers: world.headers });
      this.real.onopen = () => !this.gone && this.onopen?.();
      this.real.onmessage = (event) => {
        if (this.gone) return;
        for (const heard of world.witness?.heard(this, event.data) ?? [event.data]) this.onmessage?.({ data: heard });
      };
      this.real.onerror = () => setImmediate(() => this.end());
      this.real.onclose = () => this.end();
    }

    get readyState() {
      return this.gone ? PageSocket.CLOSED : this.real.readyState;
    }

    send(text) {
      this.real.send(world.witness?.sent(this, text) ?? text);
    }

    close(code) {
      this.closedByPage = true;
      this.real.close(code);
    }

    vanish() {
      this.gone = true;
      this.real.onerror = null;
      this.real.onclose = null;
      world.sockets.delete(this);
      this.real.close();
    }

    end() {
      if (this.gone) return;
      this.gone = true;
      world.sockets.delete(this);
      world.witness?.closed(this);
      this.onclose?.({});
    }
  };
}
