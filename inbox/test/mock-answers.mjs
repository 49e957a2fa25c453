import { decisionOf, flips, replay, session, threshold } from "./mock-data.mjs";

// What the mock server answers, call by call, in the words of FRAMES.md.
const VIEW_OWNERS = { waiting: "queue", mine: "operator", agent: "agent", team: "operator", closed: "none" };
const problem = (status, code, more = {}) => ({
  status,
  body: { type: "about:blank", title: code, status, detail: `${code}.`, code, ...more },
});

export const inView = (entry, view) =>
  entry.owner === VIEW_OWNERS[view] && (view !== "mine" || entry.operator.id === session.operator.id);

export function answerTo({ world, counts, happen, push }, request, path, query, body) {
  const method = request.method;
  if (path === "/session" && method === "POST") {
    if (body.password === "later") return problem(429, "too_many");
    if (body.password !== "right") return problem(401, "wrong_credentials");
    world.loggedIn = true;
    return { status: 200, body: session };
  }
  if (!world.loggedIn) return problem(401, "not_authenticated");
  if (path === "/session" && method === "DELETE") {
    world.loggedIn = false;
    return { status: 204 };
  }
  if (path === "/session") return { status: 200, body: session };
  if (world.scenario === "error") return problem(503, "not_ready");
  if (path === "/conversations") return { status: 200, body: listOf(world, counts, query) };
  const [, kind, id, act] = path.split("/");
  if (kind === "conversations")
    return conversationAnswer(
      world,
      happen,
      request,
      world.entries.get(id),
      act,
      Number(query.get("after") ?? 0),
      body,
    );
  if (path === "/sources") return { status: 200, body: { sources: [...world.sources.values()] } };
  if (kind === "sources") return sourceAnswer(world, push, method, id, act, query, body);
  if (path === "/settings" && method === "PUT") {
    if (body.version !== world.settings.version) return problem(409, "stale_version");
    world.settings = { ...body, version: body.version + 1 };
    push({ kind: "settings", version: world.settings.version });
  }
  if (path === "/settings") return { status: 200, body: world.settings };
  if (path === "/threshold") return { status: 200, body: threshold() };
  if (path === "/threshold/replay")
    return { status: 200, body: world.scenario === "empty" ? { state: "none" } : replay() };
  if (path === "/threshold/replay/flips") return { status: 200, body: flips() };
  if (path === "/playground") return { status: 200, body: decisionOf(body.question) };
  return problem(404, "not_found");
}

function listOf(world, counts, query) {
  const view = query.get("view");
  const order =
    view === "waiting"
      ? (a, b) => (a.waitingSince < b.waitingSince ? -1 : 1)
      : (a, b) => (a.updatedAt > b.updatedAt ? -1 : 1);
  const all = [...world.entries.values()].filter((entry) => inView(entry, view)).sort(order);
  const from = Number(query.get("cursor") ?? 0);
  const to = from + Number(query.get("limit"));
  return { entries: all.slice(from, to), next: to < all.length ? String(to) : null, counts: counts() };
}

function conversationAnswer(world, happen, request, entry, act, after, body) {
  if (!entry) return problem(404, "not_found");
  const operator = { id: session.operator.id, name: session.operator.name };
  if (!act) {
    const timeline = world.timelines.get(entry.conversation);
    return { status: 200, body: { entry, timeline: timeline.filter(({ rev }) => rev > after), rev: timeline.length } };
  }
  if (act === "ownership") return { status: 200, body: ownershipOf(world.timelines.get(entry.conversation)) };
  if (act === "notes") {
    const key = request.headers["idempotency-key"];
    return { status: 200, body: { entry: happen(entry, {}, { kind: "note", operator, text: body.text, key }) } };
  }
  if (body.generation !== entry.generation) {
    return problem(409, "ownership_changed", {
      current: { owner: entry.owner, operator: entry.operator, generation: entry.generation },
    });
  }
  const generation = entry.generation + 1;
  const mine = { owner: "operator", operator, generation, waitingSince: null };
  if (act === "take-over")
    return {
      status: 200,
      body: { entry: happen(entry, mine, { kind: "taken_over", operator, generation, from: entry.owner }) },
    };
  if (act === "hand-back")
    return {
      status: 200,
      body: {
        entry: happen(
          entry,
          { owner: "agent", operator: null, generation },
          { kind: "handed_back", operator, generation },
        ),
      },
    };
  if (act === "close")
    return {
      status: 200,
      body: {
        entry: happen(entry, { owner: "none", operator: null, generation }, { kind: "closed", operator, generation }),
      },
    };
  const taken =
    entry.owner === "operator"
      ? entry
      : happen(entry, mine, { kind: "taken_over", operator, generation, from: entry.owner });
  const seq = 1 + world.timelines.get(entry.conversation).filter((happening) => happening.kind === "message").length;
  const message = {
    seq,
    episode: taken.episode,
    author: { kind: "operator", ...operator },
    kind: "text",
    text: body.text,
    at: new Date().toISOString(),
  };
  return {
    status: 200,
    body: {
      entry: happen(
        taken,
        { lastLine: { seq, author: message.author, text: body.text, at: message.at } },
        { kind: "message", message },
      ),
      message,
    },
  };
}

function ownershipOf(timeline) {
  const owners = {
    opened: "agent",
    handed_off: "queue",
    taken_over: "operator",
    handed_back: "agent",
    closed: "none",
    reopened: "agent",
  };
  const spans = [];
  for (const { rev, at, kind, operator, reason, generation = 1, episode, message } of timeline) {
    const last = spans.at(-1);
    if (message && last) last.messages[message.author.kind] += 1;
    if (!owners[kind]) continue;
    if (last) Object.assign(last, { toRev: rev - 1, to: at });
    spans.push({
      owner: owners[kind],
      operator: kind === "taken_over" ? operator : null,
      generation,
      episode: episode ?? last?.episode ?? 1,
      act: kind,
      by: operator ? { kind: "operator", ...operator } : { kind: kind === "handed_off" ? "agent" : "customer" },
      reason: reason ?? null,
      fromRev: rev,
      from: at,
      toRev: null,
      to: null,
      messages: { customer: 0, agent: 0, operator: 0 },
    });
  }
  return { spans, omitted: 0 };
}

function sourceAnswer(world, push, method, id, act, query, body) {
  if (method === "DELETE") {
    world.sources.delete(id);
    push({ kind: "source_removed", id });
    return { status: 204 };
  }
  const known = world.sources.get(id);
  const title = body.title ?? query.get("name") ?? body.url;
  const added = {
    id: `src_${world.sources.size + 10}`,
    kind: { files: "file", links: "link", texts: "text" }[id],
    title,
    name: query.get("name"),
    url: body.url ?? null,
    state: "queued",
    reason: null,
    pages: 0,
    passages: 0,
    bytes: 100,
    addedAt: new Date().toISOString(),
    readAt: null,
  };
  const source = act === "read-again" ? { ...known, state: "queued", reason: null } : added;
  world.sources.set(source.id, source);
  push({ kind: "source", source });
  return { status: 202, body: source };
}
