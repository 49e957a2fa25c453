import type {
  Author,
  ConversationPage,
  Message,
  Status,
  WidgetServerFrame,
  WidgetSession,
  WidgetSettings,
} from "@baton/protocol/frames";
import type { Kept } from "../../bridge/bridge.ts";

/** A message of the customer's that the server has not acknowledged yet. */
export interface Outgoing {
  key: string;
  text: string;
  /** `delayed` is tried again by itself; `refused` waits for the customer. */
  progress: "waiting" | "sending" | "delayed" | "refused";
  reason: string | null;
  /** Whether the same text may be sent again as it is. */
  retriable: boolean;
}

export type Connection = "none" | "connecting" | "open" | "lost";
export type HumanRequest = { progress: "idle" | "asking" | "delayed" | "refused"; reason: string | null };

export interface WidgetState {
  settings: WidgetSettings | null;
  /** Why the settings could not be had, in words for the customer. */
  trouble: string | null;
  session: WidgetSession | null;
  /** In `seq` order, dense up to `lastSeq`; an acknowledged message may stand ahead of a gap that the socket is still to fill. */
  messages: Message[];
  lastSeq: number;
  status: Status;
  thinking: boolean;
  typing: Author | null;
  outbox: Outgoing[];
  human: HumanRequest;
  connection: Connection;
  online: boolean;
  attentive: boolean;
  seenSeq: number;
  /** The first message that arrived unseen before the panel was last opened. */
  newFrom: number | null;
  /** What the customer said of answers, by their seq; the last word counts. */
  ratings: ReadonlyMap<number, boolean>;
  /** What was said in a session that has since expired: shown until the page is left, never stored. */
  earlier: Message[];
}

export type WidgetEvent =
  | { kind: "kept"; kept: Kept }
  | { kind: "settings"; settings: WidgetSettings }
  | { kind: "trouble"; reason: string }
  | { kind: "session_started"; session: WidgetSession }
  | { kind: "session_lost" }
  | { kind: "frame"; frame: WidgetServerFrame }
  | { kind: "fetched"; page: ConversationPage }
  | { kind: "connection"; connection: Connection }
  | { kind: "online"; on: boolean }
  | { kind: "attention"; on: boolean }
  | { kind: "typing_faded" }
  | { kind: "wrote"; key: string; text: string }
  | { kind: "sending"; key: string }
  | { kind: "acknowledged"; message: Message; status: Status }
  | { kind: "delayed"; key: string; reason: string }
  | { kind: "refused"; key: string; reason: string; retriable: boolean }
  | { kind: "retried"; key: string }
  | { kind: "withdrawn"; key: string }
  | { kind: "rated"; seq: number; helpful: boolean | null }
  | { kind: "human"; human: HumanRequest; status?: Status };

export const NOT_BEGUN: Status = { owner: "none", generation: 0, episode: 0, operator: null };
export const NO_REQUEST: HumanRequest = { progress: "idle", reason: null };

export const START: WidgetState = {
  settings: null,
  trouble: null,
  session: null,
  messages: [],
  lastSeq: 0,
  status: NOT_BEGUN,
  thinking: false,
  typing: null,
  outbox: [],
  human: NO_REQUEST,
  connection: "none",
  online: true,
  attentive: false,
  seenSeq: 0,
  newFrom: null,
  ratings: new Map(),
  earlier: [],
};
