import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { WebSocketServer } from "ws";

/**
 * A stand-in for Baton's widget API (FRAMES.md section 4), for looking at the widget and for browser tests. It keeps everything in memory
 * and does what its director tells it: answer, hand over, type, close, fail, hang up, expire. Beside it runs a host page on another origin.
 */
const DIST = join(import.meta.dirname, "../dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const FRAME_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'";
const hostPolicy = (baton) =>
  `default-src 'none'; script-src 'self' ${baton}; frame-src ${baton}; style-src 'self'; img-src 'self' data:`;

export const SETTINGS = {
  workspace: "Baton",
  greeting: "Hello. Ask me anything about Baton.",
  accent: "#0f766e",
  humanRequests: true,
  operatorsOnline: true,
  sessionWindowSeconds: 86_400,
  messageLengthMax: 8_000,
};

export async function startMock() {
  const conversations = new Map();
  const director = { settings: { ...SETTINGS }, failing: 0, refusing: null, posts: [], lostResponses: 0 };

  const problem = (status, code, detail, more = {}) => ({
    status,
    body: { type: `urn:baton:${code}`, title: code, status, detail, code, ...more },
  });
  const push = (conversation, frame) => {
    for (const socket of conversation.sockets) socket.send(JSON.stringify(frame));
  };
  const say = (conversation, author, kind, text, more = {}) => {
    const seq = conversation.messages.length + 1;
    const message = {
      seq,
      episode: conversation.status.episode,
      author,
      kind,
      text,
      at: new Date().toISOString(),
      ...more,
    };
    conversation.messages.push(message);
    push(conversation, { kind: "messages", messages: [message] });
    return message;
  };
  const own = (conversation, owner, { operator = null, line = null } = {}) => {
    const { generation, episode } = conversation.status;
    const opens = conversation.status.owner === "none";
    conversation.status = { owner, generation: generation + 1, episode: opens ? episode + 1 : episode, operator, line };
    push(conversation, { kind: "status", status: conversation.status });
  };
  const handOff = (conversation) => {
    const line = "A person will read this and reply here, usually within 10 minutes.";
    own(conversation, "queue", { line });
    say(conversation, { kind: "agent" }, "handoff", `I am handing this over to the team. ${line}`);
  };

  function post(conversation, key, text) {
    const known = conversation.messages.find((message) => message.key === key);
    if (known) return known;
    if (conversation.status.owner === "none") own(conversation, "agent");
    const message = say(conversation, { kind: "customer" }, "text", text, { key });
    if (conversation.status.owner === "agent" && director.onQuestion) director.onQuestion(conversation, text);
    return message;
  }

  function api(method, path, query, headers, body) {
    const conversation = conversations.get((headers.authorization ?? "").replace("Bearer ", ""));
    if (path === "/api/v1/widget/demo" && method === "GET") return { status: 200, body: director.settings };
    if (path === "/api/v1/widget/demo/conversations") {
      const token = randomBytes(12).toString("hex");
      const made = {
        id: `cnv_${token.slice(0, 6)}`,
        token,
        page: body.page,
        messages: [],
        sockets: new Set(),
        status: { owner: "none", generation: 0, episode: 0, operator: null },
      };
      conversations.set(token, made);
      return { status: 201, body: { conversation: made.id, token, expiresAt: "2030-01-01T00:00:00.000Z" } };
    }
    if (!path.startsWith("/api/v1/widget/conversation"))
      return problem(404, "not_found", "There is no such thing here.");
    if (!conversation) return problem(401, "token_expired", "The session has expired.");
    if (path.endsWith("/conversation")) {
      const messages = conversation.messages.filter((message) => message.seq > Number(query.get("after")));
      const { id, status } = conversation;
      return {
        status: 200,
        body: { conversation: id, status, messages, ratings: [], lastSeq: conversation.messages.length },
      };
    }
    if (director.refusing) return director.refusing;
    if (path.endsWith("/human")) {
      if (conversation.status.owner === "none") own(conversation, "agent");
      handOff(conversation);
      return { status: 200, body: { status: conversation.status } };
    }
    director.posts.push({ key: headers["idempotency-key"], text: body.text });
    const message = post(conversation, headers["idempotency-key"], body.text);
    return { status: 200, body: { message, status: conversation.status } };
  }

  async function file(response, root, path, headers = {}, change = (text) => text) {
    try {
      const text = await readFile(join(root, normalize(path)), "utf8");
      response.writeHead(200, { "content-type": `${TYPES[extname(path)] ?? "text/plain"}; charset=utf-8`, ...headers });
      response.end(change(text));
    } catch {
      response.writeHead(404).end();
    }
  }

  const baton = createServer(async (request, response) => {
    const url = new URL(request.url, "http://baton");
    if (url.pathname === "/widget/frame")
      return file(response, DIST, "frame.html", { "content-security-policy": FRAME_POLICY });
    if (url.pathname.startsWith("/widget/")) return file(response, DIST, url.pathname.slice("/widget/".length));
    let body = "";
    for await (const part of request) body += part;
    if (director.failing > 0 && request.method === "POST") {
      director.failing--;
      return response.writeHead(503, { "retry-after": "0" }).end();
    }
    const answer = api(request.method, url.pathname, url.searchParams, request.headers, body ? JSON.parse(body) : {});
    if (director.lostResponses > 0 && request.method === "POST") {
      director.lostResponses--;
      return request.socket.destroy();
    }
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });

  const sockets = new WebSocketServer({ server: baton, path: "/api/v1/widget/socket" });
  sockets.on("connection", (socket) => {
    let conversation = null;
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data));
      if (frame.kind !== "hello") return conversation && director.onTyping?.(conversation);
      conversation = conversations.get(frame.token);
      if (!conversation) {
        const refused = problem(401, "token_expired", "The session has expired.");
        socket.send(JSON.stringify({ kind: "problem", problem: refused.body }));
        return socket.close(1008);
      }
      const { id, status, messages } = conversation;
      socket.send(JSON.stringify({ kind: "welcome", conversation: id, lastSeq: messages.length, status }));
      const missed = messages.filter((message) => message.seq > frame.after);
      if (missed.length) socket.send(JSON.stringify({ kind: "messages", messages: missed }));
      conversation.sockets.add(socket);
    });
    socket.on("close", () => conversation?.sockets.delete(socket));
  });

  const site = createServer((request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    const page = path === "/" ? "index.html" : path;
    const fill = (text) => text.replaceAll("__BATON_ORIGIN__", origin).replaceAll("__WORKSPACE_KEY__", "demo");
    const root = path.startsWith("/pages/")
      ? join(import.meta.dirname, "../e2e")
      : join(import.meta.dirname, "../demo");
    return file(response, root, page, { "content-security-policy": hostPolicy(origin) }, fill);
  });

  await Promise.all([baton, site].map((server) => new Promise((done) => server.listen(0, "127.0.0.1", done))));
  const origin = `http://127.0.0.1:${baton.address().port}`;

  return {
    origin,
    site: `http://localhost:${site.address().port}`,
    director,
    last: () => [...conversations.values()].at(-1),
    say,
    own,
    handOff,
    push,
    expire: () => {
      for (const conversation of conversations.values()) for (const socket of conversation.sockets) socket.terminate();
      conversations.clear();
    },
    hangUp: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      for (const server of [baton, site]) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}
