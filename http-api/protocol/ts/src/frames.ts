/** The shapes of FRAMES.md. Both clients use these and the server's fixtures are checked against them. */

export type OwnerKind = "agent" | "queue" | "operator" | "none";
export type HandoffReason = "explicit_request" | "low_confidence" | "no_sources" | "agent_unavailable";

export type Author = { kind: "customer" } | { kind: "agent" } | { kind: "operator"; name: string; id?: string };

export interface Citation {
  number: number;
  source: string;
  title: string;
  heading: string | null;
  page: number | null;
  url: string | null;
  /** The text that the answer rests on; operators only. */
  passage?: string;
}

export interface WhyPassage {
  source: string;
  title: string;
  heading: string | null;
  page: number | null;
  url: string | null;
  text: string;
  score: number;
}

export interface Why {
  rule: string;
  confidence: number;
  threshold: number;
  question: string;
  passages: WhyPassage[];
  signals: Record<string, number>;
}

export interface Message {
  seq: number;
  episode: number;
  author: Author;
  kind: "text" | "answer" | "smalltalk" | "handoff" | "question" | "unanswered";
  text: string;
  at: string;
  citations?: Citation[];
  key?: string;
  confidence?: number;
  why?: Why;
}

export interface Status {
  owner: OwnerKind;
  generation: number;
  episode: number;
  operator: { name: string } | null;
  line?: string | null;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  field?: string;
  limit?: number;
  current?: { owner: OwnerKind; operator: { id: string; name: string } | null; generation: number };
}

// ---- the widget ----

export interface WidgetSettings {
  workspace: string;
  greeting: string;
  accent: string;
  humanRequests: boolean;
  operatorsOnline: boolean;
  sessionWindowSeconds: number;
  messageLengthMax: number;
}

export interface WidgetSession {
  conversation: string;
  token: string;
  expiresAt: string;
}

export interface ConversationPage {
  conversation: string;
  status: Status;
  messages: Message[];
  ratings: Rating[];
  lastSeq: number;
}

/** What the customer said of an answer. */
export interface Rating {
  seq: number;
  helpful: boolean;
}

export type WidgetClientFrame =
  | { kind: "hello"; token: string; after: number }
  | { kind: "typing" }
  | { kind: "send"; key: string; text: string };

export type WidgetServerFrame =
  | { kind: "welcome"; conversation: string; lastSeq: number; status: Status }
  | { kind: "messages"; messages: Message[] }
  | { kind: "accepted"; key: string; seq: number }
  | { kind: "refused"; key: string; problem: Problem }
  | { kind: "status"; status: Status }
  | ({ kind: "rated" } & Rating)
  | { kind: "typing"; author: Author }
  | { kind: "thinking"; on: boolean }
  | { kind: "problem"; problem: Problem };

// ---- the inbox ----

export interface Session {
  operator: { id: string; name: string; email: string; role: "admin" | "operator" };
  workspace: { id: string; name: string; key: string };
}

export type View = "waiting" | "mine" | "agent" | "team" | "closed";
export type Counts = Record<View, number>;

export interface InboxEntry {
  conversation: string;
  rev: number;
  owner: OwnerKind;
  operator: { id: string; name: string } | null;
  generation: number;
  episode: number;
  customer: { id: string; label: string };
  page: { url: string; title: string } | null;
  lastLine: { seq: number; author: Author; text: string; at: string } | null;
  handoff: { reason: HandoffReason; at: string } | null;
  waitingSince: string | null;
  openedAt: string;
  updatedAt: string;
}

export interface EntriesPage {
  entries: InboxEntry[];
  next: string | null;
  counts: Counts;
}

export type AskedCause = "message" | "source_removed" | "handed_back" | "not_recorded";

interface Happened {
  rev: number;
  at: string;
}

export type TimelineEntry = Happened &
  (
    | { kind: "opened"; page: { url: string; title: string } | null }
    | { kind: "person_requested" }
    | { kind: "message"; message: Message }
    | ({ kind: "rated" } & Rating)
    | { kind: "asked"; request: string; upToSeq: number; cause: AskedCause }
    | { kind: "handed_off"; reason: HandoffReason; generation: number; question: string; why: Why | null }
    | { kind: "taken_over"; operator: { id: string; name: string }; generation: number; from: OwnerKind }
    | { kind: "note"; operator: { id: string; name: string }; text: string; key: string }
    | { kind: "handed_back"; operator: { id: string; name: string }; generation: number }
    | { kind: "closed"; operator: { id: string; name: string }; generation: number }
    | { kind: "reopened"; generation: number; episode: number }
    | { kind: "suggestion"; text: string; citations: Citation[]; confidence: number; reason: string }
  );

export interface ConversationDetail {
  entry: InboxEntry;
  timeline: TimelineEntry[];
  rev: number;
}

export type OwnershipAct = "opened" | "handed_off" | "taken_over" | "handed_back" | "closed" | "reopened";

export interface OwnershipSpan {
  owner: OwnerKind;
  operator: { id: string; name: string } | null;
  generation: number;
  episode: number;
  act: OwnershipAct;
  by: Author;
  reason: HandoffReason | null;
  fromRev: number;
  from: string;
  toRev: number | null;
  to: string | null;
  messages: { customer: number; agent: number; operator: number };
}

export interface OwnershipHistory {
  spans: OwnershipSpan[];
  omitted: number;
}

export interface Source {
  id: string;
  kind: "file" | "link" | "text";
  title: string;
  name: string | null;
  url: string | null;
  state: "queued" | "reading" | "ready" | "failed";
  reason: string | null;
  pages: number;
  passages: number;
  bytes: number;
  addedAt: string;
  readAt: string | null;
}

export interface Settings {
  version: number;
  workspaceName: string;
  greeting: string;
  accent: string;
  handoffRouting: boolean;
  explicitRequests: boolean;
  handoffThreshold: number;
  sessionWindowHours: number;
  handoffLine: string;
  awayLine: string;
  expectedWait: string;
  unansweredLine: string;
  allowedSites: string[];
}

export interface ThresholdChange {
  at: string;
  by: { id: string; name: string };
  from: number;
  to: number;
  cause: "manual" | "curve" | "undo";
  undone: boolean;
}

export interface Threshold {
  version: number;
  threshold: number;
  undoTo: number | null;
  changes: ThresholdChange[];
}

/** So many of so many, with Wilson's 95 % interval of the true share. */
export interface Share {
  count: number;
  of: number;
  low: number;
  high: number;
}

export interface CurvePoint {
  threshold: number;
  saved: number;
  handedOver: Share;
  wrong: Share;
}

export interface ReadyReplay {
  state: "ready";
  origin: "history" | "file";
  madeAt: string;
  sourcesChanged: boolean;
  questions: number;
  labelled: number;
  leftOut: number;
  points: CurvePoint[];
}

export type Replay =
  | { state: "none" }
  | { state: "running"; origin: "history" | "file"; done: number; total: number }
  | { state: "failed"; origin: "history" | "file" }
  | ReadyReplay;

export interface Flip {
  id: string;
  conversation: string | null;
  at: string | null;
  question: string;
  confidence: number;
  before: "answer" | "handoff";
  after: "answer" | "handoff";
  label: "right" | "wrong" | "unknown";
  source: (Citation & { passage: string }) | null;
}

export interface FlipsPage {
  total: number;
  flips: Flip[];
  next: number | null;
}

export interface Decision {
  decision: "answer" | "handoff" | "chitchat" | "question";
  reason: HandoffReason | null;
  confidence: number;
  threshold: number;
  answer: string;
  citations: (Citation & { passage: string })[];
  why: Why | null;
}

export type InboxClientFrame =
  | { kind: "follow"; conversation: string; after: number }
  | { kind: "unfollow"; conversation: string }
  | { kind: "typing"; conversation: string }
  | { kind: "watch"; views: View[] }
  | { kind: "reply"; conversation: string; key: string; text: string; generation?: number };

export type InboxServerFrame =
  | { kind: "welcome"; session: Session; counts: Counts }
  | { kind: "entries"; entries: InboxEntry[] }
  | { kind: "watching"; views: View[] }
  | { kind: "accepted"; conversation: string; key: string; seq: number }
  | { kind: "refused"; conversation: string; key: string; problem: Problem }
  | { kind: "counts"; counts: Counts }
  | { kind: "timeline"; conversation: string; entries: TimelineEntry[] }
  | { kind: "typing"; conversation: string; author: Author }
  | { kind: "source"; source: Source }
  | { kind: "source_removed"; id: string }
  | { kind: "settings"; version: number }
  | { kind: "problem"; problem: Problem };
