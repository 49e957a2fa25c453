import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { answerTo, inView } from "./mock-answers.mjs";
import { entryOf, session, settings, sources, timelineOf } from "./mock-data.mjs";
import { acceptSocket } from "./mock-socket.mjs";

// A stand-in for the server, for looking at the inbox without one: `node test/mock-server.mjs [scenario] [port]`.
// Scenarios: full, empty, slow (never answers lists), error (503 for all but the session), out (nobody is logged in).
const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

export async function startMock(scenario = "full", port = 0) {
  const world = {
    scenario,
    loggedIn: scenario !== "out",
    settings: settings(),
    frames: [],
    requests: [],
    sources: new Map(scenario === "empty" ? [] : sources().map((source) => [source.id, source])),
    entries: new Map(),
    timelines: new Map(),
    replies: new Map(),
  };
  if (scenario !== "empty") {
    for (const owner of ["queue", "operator", "agent", "none"]) {
      for (let index = 0; index < (owner === "none" ? 120 : 6); index += 1) {
        const entry = entryOf(index, owner);
        const timeline = timelineOf(entry);
        entry.rev = timeline.length;
        world.entries.set(entry.conversation, entry);
        world.timelines.set(entry.conversation, timeline);
      }
    }
  }
  const sockets = new Set();
  const push = (frame) => {
    for (const socket of sockets) socket.send(frame);
  };
  const counts = () => {
    const all = [...world.entries.values()];
    const of = (view) => all.filter((entry) => inView(entry, view)).length;
    return { waiting: of("waiting"), mine: of("mine"), agent: of("agent"), team: of("team"), closed: of("closed") };
  };
  const happen = (entry, change, happening) => {
    const timeline = world.timelines.get(entry.conversation) ?? [];
    const at = new Date().toISOString();
    timeline.push({ rev: timeline.length + 1, at, ...happening });
    world.timelines.set(entry.conversation, timeline);
    const next = { ...entry, ...change, rev: timeline.length, updatedAt: at };
    world.entries.set(entry.conversation, next);
    push({ kind: "entries", entries: [next] });
    push({ kind: "timeline", conversation: entry.conversation, entries: timeline.slice(-1) });
    push({ kind: "counts", counts: counts() });
    return next;
  };
  const context = { world, counts, happen, push };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    if (!url.pathname.startsWith("/api/")) return serveFile(url.pathname, response);
    const path = url.pathname.slice("/api/v1".length);
    world.requests.push({ method: request.method, path, key: request.headers["idempotency-key"] });
    if (world.scenario === "slow" && path !== "/session") return;
    const isJson = (request.headers["content-type"] ?? "").startsWith("application/json");
    const body = isJson && chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : {};
    const answer = answerTo(context, request, path, url.searchParams, body);
    const type = answer.status >= 400 ? "application/problem+json" : "application/json";
    response.writeHead(answer.status, { "Content-Type": type });
    response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  });
  server.on("upgrade", (request, stream) => {
    if (!world.loggedIn || world.scenario === "slow") return stream.destroy();
    const socket = acceptSocket(request, stream, (frame) => {
      world.frames.push(frame);
      if (frame.kind === "watch") socket.send({ kind: "watching", views: frame.views });
    });
    sockets.add(socket);
    stream.on("close", () => sockets.delete(socket));
    socket.send({ kind: "welcome", session, counts: counts() });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/inbox/`,
    world,
    push,
    happen,
    counts,
    closeSockets: (code) => [...sockets].map((socket) => socket.close(code)),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function serveFile(path, response) {
  const file = path === "/inbox/" ? "index.html" : normalize(path.replace(/^\/inbox\//, ""));
  try {
    const content = await readFile(join(DIST, file));
    response.writeHead(200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": POLICY,
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock(process.argv[2], Number(process.argv[3] ?? 0));
  process.stdout.write(`${mock.url}\n`);
}
