// What the mock server shows: a team's afternoon, with the awkward cases (long names, right-to-left, hostile text) in it.
const NOW = Date.now();
export const minutesAgo = (minutes) => new Date(NOW - minutes * 60_000).toISOString();

export const session = {
  operator: { id: "opr_me", name: "Maya Lind", email: "maya@acme.example", role: "admin" },
  workspace: { id: "wsp_1", name: "Acme Shipping", key: "pk_demo_4f2a" },
};
const JONAS = { id: "opr_2", name: "Jonas Weatherby-Fitzgerald" };
const ME = { id: "opr_me", name: "Maya Lind" };

const passages = [
  {
    source: "src_1",
    title: "Shipping manual",
    heading: "Customs papers",
    page: 12,
    url: null,
    score: 0.71,
    text: "Parcels to countries outside the customs union need form CN22 below 300 euro of value and CN23 above it.",
  },
  {
    source: "src_2",
    title: "Prices 2026",
    heading: "Returns",
    page: null,
    url: "https://www.acme.example/prices",
    score: 0.44,
    text: "A return label costs the same as the outward label, less ten percent for contracts.",
  },
];
const why = (rule, confidence) => ({
  rule,
  confidence,
  threshold: 0.5,
  question: "do I need customs papers for Norway",
  passages,
  signals: { coverage: 0.82, topScore: 0.71, margin: 0.27, agreement: 0.5 },
});
const citations = [
  { number: 1, source: "src_1", title: "Shipping manual", heading: "Customs papers", page: 12, url: null },
  {
    number: 2,
    source: "src_2",
    title: "Prices 2026",
    heading: "Returns",
    page: null,
    url: "https://www.acme.example/prices",
  },
];

const LABELS = [
  "Customer 4F2A",
  "Donaudampfschifffahrtsgesellschaftskapitänswitwe Müller-Lüdenscheidt",
  "ליאת כהן",
  "Customer 9C01",
  "<img src=x onerror=alert(1)>",
  "Customer 77B0",
];
const LINES = [
  "My parcel to Norway is stuck at customs. Can somebody look at it, please?",
  "Thank you, that helps.",
  "אפשר לדבר עם נציג בבקשה?",
  "Where do I find the invoice for October?",
  "{{constructor.constructor('alert(1)')()}} #{7*7}",
  "Do you ship lithium batteries by air?",
];
const REASONS = ["explicit_request", "low_confidence", "no_sources", "agent_unavailable"];

export function entryOf(index, owner) {
  const at = minutesAgo(2 + index * 7);
  const operator = owner === "operator" ? (index % 2 === 0 ? ME : JONAS) : null;
  return {
    conversation: `cnv_${owner}${index}`,
    rev: 12,
    owner,
    operator,
    generation: 3,
    episode: 2,
    customer: { id: `cus_${index}`, label: LABELS[index % LABELS.length] },
    page: index % 3 === 2 ? null : { url: "https://www.acme.example/pricing?from=menu", title: "Pricing" },
    lastLine: {
      seq: 7,
      author: index % 4 === 1 ? { kind: "agent" } : { kind: "customer" },
      text: LINES[index % LINES.length],
      at,
    },
    handoff: owner === "queue" || owner === "operator" ? { reason: REASONS[index % 4], at } : null,
    waitingSince: owner === "queue" ? at : null,
    openedAt: minutesAgo(60 * 26),
    updatedAt: at,
  };
}

export function timelineOf(entry) {
  const timeline = [];
  const add = (minutes, fields) => timeline.push({ rev: timeline.length + 1, at: minutesAgo(minutes), ...fields });
  let seq = 0;
  const say = (minutes, author, kind, text, more = {}) =>
    add(minutes, {
      kind: "message",
      message: { seq: ++seq, episode: 1, author, kind, text, at: minutesAgo(minutes), ...more },
    });
  const customer = { kind: "customer" };
  const agent = { kind: "agent" };
  add(60 * 26, { kind: "opened", page: entry.page });
  say(60 * 26, customer, "text", "Hello, do I need customs papers for Norway?");
  add(60 * 26, { kind: "asked", request: "req_1", upToSeq: 1 });
  say(
    60 * 26 - 0.1,
    agent,
    "answer",
    "Yes. Norway is outside the customs union:\n\n- below 300 euro: form CN22\n- above: form CN23\n\nBoth are at https://www.acme.example/forms.",
    { citations, confidence: 0.82, why: why("confident", 0.82) },
  );
  say(
    60 * 25,
    { kind: "operator", ...JONAS },
    "text",
    "I have attached nothing here, but the forms are also at the counter.",
  );
  add(60 * 25 - 1, { kind: "closed", operator: JONAS, generation: 2 });
  add(30, { kind: "reopened", generation: 3, episode: 2 });
  say(30, customer, "text", entry.lastLine.text);
  if (entry.owner !== "agent" && entry.handoff) {
    say(
      28,
      agent,
      "handoff",
      "I am not able to answer that reliably, so I have passed this conversation to the team.",
      { confidence: 0.31, why: why("below_threshold", 0.31) },
    );
    add(28, {
      kind: "handed_off",
      reason: entry.handoff.reason,
      generation: 3,
      question: entry.lastLine.text,
      why: why("below_threshold", 0.31),
    });
  }
  if (entry.owner === "operator")
    add(20, { kind: "taken_over", operator: entry.operator, generation: 4, from: "queue" });
  if (entry.owner === "operator")
    add(20, {
      kind: "suggestion",
      text: "A return label costs the same as the outward label.",
      citations,
      confidence: 0.64,
      reason: "owner_changed",
    });
  say(12, customer, "text", "Are you there?");
  say(11, customer, "text", entry.lastLine.text);
  if (entry.owner === "none") add(9, { kind: "closed", operator: ME, generation: 5 });
  if (entry.owner === "agent") add(9, { kind: "asked", request: "req_2", upToSeq: seq });
  return timeline;
}

export const sources = () => [
  {
    id: "src_1",
    kind: "file",
    title: "Shipping manual",
    name: "shipping-manual-2026-final.pdf",
    url: null,
    state: "ready",
    reason: null,
    pages: 48,
    passages: 312,
    bytes: 4_120_331,
    addedAt: minutesAgo(4000),
    readAt: minutesAgo(3990),
  },
  {
    id: "src_2",
    kind: "link",
    title: "Prices 2026",
    name: null,
    url: "https://www.acme.example/prices",
    state: "reading",
    reason: null,
    pages: 0,
    passages: 0,
    bytes: 20_331,
    addedAt: minutesAgo(2),
    readAt: null,
  },
  {
    id: "src_3",
    kind: "file",
    title: "scan-0001.pdf",
    name: "scan-0001.pdf",
    url: null,
    state: "failed",
    reason: "This PDF holds only scanned pictures. Run text recognition over it and add it again.",
    pages: 3,
    passages: 0,
    bytes: 9_120_331,
    addedAt: minutesAgo(90),
    readAt: null,
  },
  {
    id: "src_4",
    kind: "text",
    title: "Opening hours",
    name: null,
    url: null,
    state: "queued",
    reason: null,
    pages: 0,
    passages: 0,
    bytes: 431,
    addedAt: minutesAgo(1),
    readAt: null,
  },
];

export const settings = () => ({
  version: 7,
  workspaceName: "Acme Shipping",
  greeting: "Hello. Ask me anything about Acme.",
  accent: "#0f766e",
  handoffRouting: true,
  explicitRequests: true,
  handoffThreshold: 0.5,
  sessionWindowHours: 24,
  handoffLine: "I am not able to answer that reliably, so I have passed this conversation to the team.",
  awayLine: "Nobody is at the desk right now; they will reply here when they are back.",
  expectedWait: "A person will reply here, usually within a few minutes.",
  unansweredLine: "I could not find an answer to that in our documentation.",
  allowedSites: ["https://www.acme.example"],
});

export const threshold = () => ({
  version: 7,
  threshold: 0.5,
  undoTo: 0.4,
  changes: [
    { at: minutesAgo(90), by: { id: "opr_me", name: "Maya Lind" }, from: 0.4, to: 0.5, cause: "curve", undone: false },
  ],
});

/** Confidences spread evenly, the less sure the more often wrong. */
export const replay = () => ({
  state: "ready",
  origin: "history",
  madeAt: minutesAgo(4),
  sourcesChanged: false,
  questions: 312,
  labelled: 120,
  leftOut: 9,
  points: Array.from({ length: 101 }, (_, step) => {
    const count = Math.round((step / 100) ** 1.5 * 312);
    const of = Math.round((312 - count) * 0.4);
    const wrong = Math.round(of * 0.2 * (1 - step / 100));
    return {
      threshold: step / 100,
      saved: 312 - count - wrong,
      handedOver: { count, of: 312, low: Math.max(0, count / 312 - 0.04), high: Math.min(1, count / 312 + 0.04) },
      wrong: { count: wrong, of, low: of && Math.max(0, wrong / of - 0.05), high: of ? wrong / of + 0.06 : 1 },
    };
  }),
});

export const flips = () => ({
  total: 2,
  next: null,
  flips: ["Do I need customs papers for Norway?", "How long does a parcel to Oslo take in winter?"].map(
    (question, index) => ({
      id: `cnv_${index}/1`,
      conversation: `cnv_${index}`,
      at: minutesAgo(300),
      question,
      confidence: 0.6 + index / 20,
      before: "answer",
      after: "handoff",
      label: index === 0 ? "right" : "wrong",
      source: null,
    }),
  ),
});

export const decisionOf = (question) => {
  const handoff = /person|refund/i.test(question);
  return {
    decision: handoff ? "handoff" : "answer",
    reason: handoff ? "low_confidence" : null,
    confidence: handoff ? 0.31 : 0.82,
    threshold: 0.5,
    answer: handoff
      ? "I am not able to answer that reliably, so I have passed this conversation to the team."
      : "Yes. Norway is outside the customs union: form CN22 below 300 euro, CN23 above.",
    citations: handoff ? [] : citations.map((citation, index) => ({ ...citation, passage: passages[index].text })),
    why: { ...why(handoff ? "below_threshold" : "confident", handoff ? 0.31 : 0.82), question },
  };
};
