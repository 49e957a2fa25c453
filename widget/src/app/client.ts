import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { unreadOf } from "./state/history.ts";
import { reduce } from "./state/reduce.ts";
import { START, type WidgetEvent, type WidgetState } from "./state/widget-state.ts";
import type { HostPage } from "./transport/host-page.ts";
import { Live } from "./transport/live.ts";
import { Patience } from "./transport/patience.ts";
import { Sender } from "./transport/sender.ts";
import { newKey, type WidgetApi } from "./transport/widget-api.ts";
import { words } from "./words.ts";

/** What the views may know and do. */
export interface Client {
  state: ReadonlySignal<WidgetState>;
  draft: Signal<string>;
  /** Grows whenever the keyboard belongs in the composer: the panel was opened, a text was put in. */
  focusCalls: ReadonlySignal<number>;
  write(text: string): void;
  retry(key: string): void;
  /** Takes a refused message back into the composer. */
  edit(key: string): void;
  rate(seq: number, helpful: boolean): void;
  askForHuman(): void;
  typing(): void;
  close(): void;
}

export interface ClientParts {
  host: HostPage;
  api: WidgetApi;
  socketUrl: string;
  openSocket?: (url: string) => WebSocket;
}

/** Wires state, transports and host page: every event goes through `dispatch`, every effect follows from the difference that it made. */
export function startClient({ host, api, socketUrl, openSocket }: ClientParts): Client {
  const state = signal(START);
  const draft = signal("");
  const focusCalls = signal(0);
  let shown = false;

  const dispatch = (event: WidgetEvent) => {
    const before = state.value;
    const after = reduce(before, event);
    state.value = after;
    if (after.session !== before.session) {
      if (event.kind !== "kept") host.tell({ kind: "store", session: after.session });
      live.follow();
    }
    if (after.outbox !== before.outbox && event.kind !== "kept") {
      if (keysOf(after) !== keysOf(before)) {
        host.tell({ kind: "outbox", outbox: after.outbox.map(({ key, text }) => ({ key, text })) });
      }
    }
    if (after.messages !== before.messages || after.seenSeq !== before.seenSeq) {
      host.tell({ kind: "unread", count: unreadOf(after).length, seenSeq: after.seenSeq });
    }
  };

  const now = () => state.value;
  const sender = new Sender(api, now, dispatch, () => host.page);
  const live = new Live(api, now, dispatch, socketUrl, openSocket);

  const attend = () => {
    const on = shown && document.visibilityState === "visible";
    if (on === state.value.attentive) return;
    dispatch({ kind: "attention", on });
    if (!on) return;
    live.attend();
    sender.hurry();
  };
  const online = () => {
    dispatch({ kind: "online", on: navigator.onLine });
    if (!navigator.onLine) return;
    live.reconnect();
    sender.hurry();
  };

  dispatch({ kind: "kept", kept: host.kept });
  dispatch({ kind: "online", on: navigator.onLine });
  document.addEventListener("visibilitychange", attend);
  window.addEventListener("online", online);
  window.addEventListener("offline", online);
  void loadSettings(api, dispatch);
  void sender.drain();
  host.listen((message) => {
    if (message.kind === "visible") {
      shown = message.on;
      attend();
      if (shown) focusCalls.value++;
    } else if (message.kind === "ask") {
      draft.value = String(message.text);
      focusCalls.value++;
    }
  });

  return {
    state,
    draft,
    focusCalls,
    write(text) {
      dispatch({ kind: "wrote", key: newKey(), text });
      void sender.drain();
    },
    retry(key) {
      dispatch({ kind: "retried", key });
      sender.hurry();
      void sender.drain();
    },
    edit(key) {
      const unsent = state.value.outbox.find((one) => one.key === key);
      if (!unsent) return;
      dispatch({ kind: "withdrawn", key });
      draft.value = draft.value ? `${unsent.text}\n${draft.value}` : unsent.text;
      focusCalls.value++;
    },
    rate: (seq, helpful) => void sender.rate(seq, helpful),
    askForHuman() {
      // The button goes away with the answer; the keyboard must not be left nowhere.
      focusCalls.value++;
      void sender.askForHuman();
    },
    typing: () => live.typing(),
    close: () => host.tell({ kind: "close" }),
  };
}

async function loadSettings(api: WidgetApi, dispatch: (event: WidgetEvent) => void): Promise<void> {
  const patience = new Patience();
  for (;;) {
    const outcome = await api.settings();
    if (outcome.kind === "done") return dispatch({ kind: "settings", settings: outcome.value });
    if (outcome.kind === "refused") return dispatch({ kind: "trouble", reason: words.unknownChat });
    dispatch({ kind: "trouble", reason: words.loadingTrouble });
    await patience.wait(outcome.retryAfterMillis);
  }
}

function keysOf(state: WidgetState): string {
  return state.outbox.map((unsent) => unsent.key).join();
}
