import type {
  Flip,
  InboxEntry,
  Message,
  OwnershipSpan,
  ReadyReplay,
  Session,
  Share,
  Threshold,
  TimelineEntry,
} from "@baton/protocol";

/** The least that makes an entry, a message or a timeline; a test names only what it is about. */
export const ME = { id: "opr_me", name: "Maya Lind" };
export const JONAS = { id: "opr_2", name: "Jonas Weber" };

export const SESSION: Session = {
  operator: { ...ME, email: "maya@acme.example", role: "admin" },
  workspace: { id: "wsp_1", name: "Acme", key: "pk_1" },
};

export const time = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();

export function entry(conversation: string, fields: Partial<InboxEntry> = {}): InboxEntry {
  const owner = fields.owner ?? "queue";
  return {
    conversation,
    rev: 1,
    owner,
    operator: owner === "operator" ? ME : null,
    generation: 1,
    episode: 1,
    customer: { id: "cus_1", label: "Customer 4F2A" },
    page: null,
    lastLine: { seq: 1, author: { kind: "customer" }, text: "Hello", at: time(0) },
    handoff: null,
    waitingSince: owner === "queue" ? time(0) : null,
    openedAt: time(0),
    updatedAt: time(0),
    ...fields,
  };
}

export function message(seq: number, fields: Partial<Message> = {}): Message {
  return { seq, episode: 1, author: { kind: "customer" }, kind: "text", text: `line ${seq}`, at: time(seq), ...fields };
}

export const noted = (rev: number, text: string, key: string, operator = ME): TimelineEntry => ({
  rev,
  at: time(rev),
  kind: "note",
  operator,
  text,
  key,
});

export const said = (rev: number, seq: number, fields: Partial<Message> = {}): TimelineEntry => ({
  rev,
  at: time(rev),
  kind: "message",
  message: message(seq, fields),
});

export function span(
  fromRev: number,
  owner: OwnershipSpan["owner"],
  fields: Partial<OwnershipSpan> = {},
): OwnershipSpan {
  return {
    owner,
    operator: null,
    generation: 1,
    episode: 1,
    act: "opened",
    by: { kind: "customer" },
    reason: null,
    fromRev,
    from: time(fromRev),
    toRev: null,
    to: null,
    messages: { customer: 0, agent: 0, operator: 0 },
    ...fields,
  };
}

export const threshold = (more: Partial<Threshold> = {}): Threshold => ({
  version: 7,
  threshold: 0.5,
  undoTo: null,
  changes: [],
  ...more,
});

/** 41 of 312 go to the team below 90 %, from there on all. */
export const curve = (
  more: Partial<ReadyReplay> = {},
  wrong: Share = { count: 3, of: 104, low: 0.01, high: 0.081 },
): ReadyReplay => ({
  state: "ready",
  origin: "history",
  madeAt: time(0),
  sourcesChanged: false,
  questions: 312,
  labelled: 120,
  leftOut: 9,
  points: Array.from({ length: 101 }, (_, step) => ({
    threshold: step / 100,
    saved: step < 90 ? 268 : 0,
    handedOver:
      step < 90 ? { count: 41, of: 312, low: 0.098, high: 0.174 } : { count: 312, of: 312, low: 0.988, high: 1 },
    wrong: step < 90 ? wrong : { count: 0, of: 0, low: 0, high: 1 },
  })),
  ...more,
});

export const flip = (name: string): Flip => ({
  id: `cnv_${name}/1`,
  conversation: `cnv_${name}`,
  at: time(0),
  question: `How do I dim ${name}?`,
  confidence: 0.62,
  before: "answer",
  after: "handoff",
  label: "wrong",
  source: null,
});
