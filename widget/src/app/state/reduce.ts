import { seen, unreadOf, withFrame, withMessages, withPage, withRatings, withStatus } from "./history.ts";
import { NO_REQUEST, NOT_BEGUN, type Outgoing, type WidgetEvent, type WidgetState } from "./widget-state.ts";

/** The whole life of the widget as one pure function: no clock, no network, no page. */
export function reduce(state: WidgetState, event: WidgetEvent): WidgetState {
  switch (event.kind) {
    case "kept":
      return {
        ...state,
        session: event.kept.session,
        seenSeq: event.kept.seenSeq,
        outbox: event.kept.outbox.map((unsent) => fresh(unsent.key, unsent.text)),
      };
    case "settings":
      return { ...state, settings: event.settings, trouble: null };
    case "trouble":
      return { ...state, trouble: event.reason };
    case "session_started":
      return { ...state, session: event.session };
    case "session_lost":
      return {
        ...state,
        session: null,
        earlier: state.earlier.concat(state.messages),
        messages: [],
        ratings: new Map(),
        lastSeq: 0,
        seenSeq: 0,
        newFrom: null,
        status: NOT_BEGUN,
        thinking: false,
        typing: null,
        connection: "none",
      };
    case "frame":
      return withFrame(state, event.frame);
    case "fetched":
      return withPage(state, event.page);
    case "connection":
      return { ...state, connection: event.connection };
    case "online":
      return { ...state, online: event.on };
    case "attention":
      return event.on ? seen(noticed(state)) : { ...state, attentive: false };
    case "typing_faded":
      return { ...state, typing: null };
    case "wrote":
      return { ...state, newFrom: null, outbox: [...state.outbox, fresh(event.key, event.text)] };
    case "sending":
      return change(state, event.key, { progress: "sending" });
    case "acknowledged":
      return withStatus(withMessages(state, [event.message]), event.status);
    case "delayed":
      return change(state, event.key, { progress: "delayed", reason: event.reason });
    case "refused":
      return change(state, event.key, { progress: "refused", reason: event.reason, retriable: event.retriable });
    case "retried":
      return change(state, event.key, { progress: "waiting", reason: null });
    case "withdrawn":
      return { ...state, outbox: state.outbox.filter((unsent) => unsent.key !== event.key) };
    case "rated":
      return withRatings(state, [event]);
    case "human": {
      const asked = { ...state, human: event.human };
      return event.status ? withStatus({ ...asked, human: NO_REQUEST }, event.status) : asked;
    }
  }
}

/** In order and one at a time: the next to send is the first that the server has not refused. */
export function nextToSend(state: WidgetState): Outgoing | undefined {
  return state.outbox.find((unsent) => unsent.progress !== "refused");
}

function fresh(key: string, text: string): Outgoing {
  return { key, text, progress: "waiting", reason: null, retriable: true };
}

function change(state: WidgetState, key: string, to: Partial<Outgoing>): WidgetState {
  return { ...state, outbox: state.outbox.map((unsent) => (unsent.key === key ? { ...unsent, ...to } : unsent)) };
}

function noticed(state: WidgetState): WidgetState {
  if (state.attentive) return state;
  return { ...state, attentive: true, newFrom: unreadOf(state)[0]?.seq ?? null };
}
