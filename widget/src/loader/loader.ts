import type { Connect, ToFrame, ToPage } from "../bridge/bridge.ts";
import { keeperFor } from "./keeper.ts";
import { launcher } from "./launcher.ts";

type EventName = "ready" | "open" | "close" | "unread";
type Listener = (unread?: number) => void;
type Command = [name: string, argument?: unknown, listener?: Listener];

declare global {
  interface Window {
    baton?: Command[] | { push(...commands: Command[]): void };
  }
}

const REACH_WITHIN_MS = 12_000;
const PHONE = "(max-width:480px)";

function start(script: HTMLScriptElement, waiting: Command[]): void {
  const workspace = script.dataset.workspace || "";
  const frameUrl = new URL(`frame?workspace=${encodeURIComponent(workspace)}`, script.src);
  const keeper = keeperFor(workspace);
  const ui = launcher(script.dataset.accent);
  const listeners: [EventName, Listener][] = [];
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let open = false;
  let unreachable = false;
  let unread = 0;
  let question: string | undefined;

  const emit = (name: EventName, count?: number) => {
    for (const [wanted, listener] of listeners) if (wanted === name) call(listener, count);
  };
  const tell = (message: ToFrame) => port?.postMessage(message);

  const load = () => {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = "Support chat";
    // The frame learns this page's origin from its referrer; a page that sends none must not break that.
    frame.referrerPolicy = "origin";
    frame.src = frameUrl.href;
    ui.panel.append(frame);
    ui.say("");
    unreachable = false;
    setTimeout(() => {
      unreachable = !port;
      if (unreachable) ui.say("The chat cannot be reached right now. Please try again in a moment.");
    }, REACH_WITHIN_MS);
  };

  const present = () => {
    tell({ kind: "visible", on: open });
    if (open) frame?.focus();
    if (question !== undefined && port) {
      tell({ kind: "ask", text: question });
      question = undefined;
    }
  };

  const show = (on: boolean) => {
    if (on && unreachable) {
      frame?.remove();
      frame = undefined;
    }
    if (on) load();
    if (on !== open) {
      open = on;
      const hadFocus = ui.holdsFocus();
      ui.box.classList.toggle("open", on);
      ui.label(on, unread);
      if (!on && hadFocus) ui.button.focus();
      emit(on ? "open" : "close");
    }
    present();
    fit();
  };

  const hear = (message: ToPage) => {
    if (message.kind === "store") keeper.keep({ session: message.session });
    else if (message.kind === "outbox") keeper.keep({ outbox: message.outbox });
    else if (message.kind === "close") show(false);
    else if (message.kind === "unread") {
      keeper.keep({ seenSeq: message.seenSeq });
      if (unread === message.count) return;
      unread = message.count;
      ui.label(open, unread);
      emit("unread", unread);
    }
  };

  addEventListener("message", (event) => {
    const target = frame?.contentWindow;
    if (!target || event.source !== target || event.origin !== frameUrl.origin) return;
    if (event.data?.baton !== 1 || event.data.kind !== "ready") return;
    const channel = new MessageChannel();
    port?.close();
    port = channel.port1;
    port.onmessage = (said) => hear(said.data);
    const page = { url: location.origin + location.pathname, title: document.title };
    const connect: Connect = { baton: 1, kind: "connect", ...keeper.adopt(), page };
    target.postMessage(connect, frameUrl.origin, [channel.port2]);
    ui.box.classList.add("live");
    ui.say("");
    present();
  });

  // On phones the on-screen keyboard covers the page without resizing it: follow what is left to see.
  const fit = () => {
    const view = window.visualViewport;
    const phone = view && open && matchMedia(PHONE).matches;
    ui.panel.style.height = phone ? `${view.height}px` : "";
    ui.panel.style.top = phone ? `${view.offsetTop}px` : "";
  };
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);

  const commands: Record<string, (argument: unknown, listener?: Listener) => void> = {
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!open),
    show: () => ui.box.classList.remove("hidden"),
    hide() {
      show(false);
      ui.box.classList.add("hidden");
    },
    ask(text) {
      question = String(text ?? "");
      show(true);
    },
    on(name, listener) {
      if (typeof listener !== "function") return;
      listeners.push([name as EventName, listener]);
      if (name === "ready") call(listener);
    },
  };
  const push = (...given: Command[]) => {
    for (const [name, argument, listener] of given)
      if (Object.hasOwn(commands, name)) commands[name]?.(argument, listener);
  };

  ui.button.onclick = () => show(!open);
  ui.box.onkeydown = (event) => {
    if (event.key === "Escape" && open) show(false);
  };
  ui.label(false, 0);
  window.baton = { push };
  push(...waiting);
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 2000));
  if (keeper.read().session) whenIdle(load);
}

function call(listener: Listener, count?: number): void {
  try {
    listener(count);
  } catch (problem) {
    reportError(problem);
  }
}

const script = document.currentScript;
const queue = window.baton ?? [];
if (script instanceof HTMLScriptElement && Array.isArray(queue)) start(script, queue);
