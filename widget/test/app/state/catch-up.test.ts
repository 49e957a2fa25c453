import type { ConversationPage, Message, Rating, Status, WidgetServerFrame } from "@baton/protocol/frames";
import { describe, expect, it } from "vitest";
import { reduce } from "../../../src/app/state/reduce.ts";
import type { WidgetState } from "../../../src/app/state/widget-state.ts";
import { begun } from "./samples.ts";

/** Old snapshot + frames = fresh fetch, for random lives cut, doubled and resumed at random places. */
const LIVES = 400;
const STEPS = 60;

class Server {
  messages: Message[] = [];
  ratings: Rating[] = [];
  status: Status = { owner: "none", generation: 0, episode: 0, operator: null };

  page(after: number): ConversationPage {
    return {
      conversation: "cnv_1",
      status: this.status,
      messages: this.messages.slice(after),
      ratings: this.ratings,
      lastSeq: this.messages.length,
    };
  }

  step(random: () => number): WidgetServerFrame[] {
    if (random() < 0.4) {
      const owners = ["agent", "queue", "operator", "none"] as const;
      const owner = owners[Math.floor(random() * 4)] ?? "agent";
      const opens = this.status.owner === "none" && owner !== "none";
      this.status = {
        owner,
        generation: this.status.generation + 1,
        episode: this.status.episode + (opens ? 1 : 0),
        operator: owner === "operator" ? { name: "Maya" } : null,
        line: owner === "queue" ? "Soon." : null,
      };
      return [{ kind: "status", status: this.status }];
    }
    if (this.messages.length > 0 && random() < 0.2) {
      const rating = { seq: 1 + Math.floor(random() * this.messages.length), helpful: random() < 0.5 };
      this.ratings = [...this.ratings.filter(({ seq }) => seq !== rating.seq), rating];
      return [{ kind: "rated", ...rating }];
    }
    if (random() < 0.3) return [{ kind: "thinking", on: random() < 0.5 }];
    if (random() < 0.2) return [{ kind: "typing", author: { kind: "operator", name: "Maya" } }];
    const author = random() < 0.5 ? ({ kind: "customer" } as const) : ({ kind: "agent" } as const);
    const seq = this.messages.length + 1;
    const said: Message = {
      seq,
      episode: this.status.episode,
      author,
      kind: "text",
      text: `${seq}`,
      at: "2026-11-22T14:02:07.120Z",
    };
    if (author.kind === "customer") said.key = `key-${seq}`;
    this.messages.push(said);
    return [{ kind: "messages", messages: [said] }];
  }
}

describe("a client that catches up", () => {
  it("knows what a fresh fetch knows", () => {
    for (let seed = 1; seed <= LIVES; seed++) {
      const random = seeded(seed);
      const server = new Server();
      let client = begun();
      let connected = false;
      for (let step = 0; step < STEPS; step++) {
        const frames = server.step(random);
        if (connected) client = hear(client, frames, random);
        if (random() < 0.15) connected = false;
        if (!connected && random() < 0.4) {
          client = hear(client, welcome(server, client.lastSeq), random);
          connected = true;
        }
        if (random() < 0.1) client = acknowledge(client, server, random);
        if (random() < 0.05) client = reduce(client, { kind: "fetched", page: server.page(client.lastSeq) });
      }
      client = hear(client, welcome(server, client.lastSeq), random);
      const fresh = reduce(begun(), { kind: "fetched", page: server.page(0) });
      expect(known(client), `seed ${seed}`).toEqual(known(fresh));
    }
  });
});

function welcome(server: Server, after: number): WidgetServerFrame[] {
  const { status, messages } = server;
  const hello: WidgetServerFrame = { kind: "welcome", conversation: "cnv_1", lastSeq: messages.length, status };
  return [hello, { kind: "messages", messages: messages.slice(after) }];
}

/** An old answer to a send may come at any time, and ahead of what the socket has brought. */
function acknowledge(client: WidgetState, server: Server, random: () => number): WidgetState {
  const message = server.messages[Math.floor(random() * server.messages.length)];
  const stale = { ...server.status, generation: Math.max(0, server.status.generation - 1), owner: "none" as const };
  if (!message) return client;
  const status = random() < 0.5 && client.status.generation === server.status.generation ? stale : server.status;
  return reduce(client, { kind: "acknowledged", message, status });
}

function hear(client: WidgetState, frames: WidgetServerFrame[], random: () => number): WidgetState {
  let state = client;
  for (const frame of frames) {
    state = reduce(state, { kind: "frame", frame });
    if (random() < 0.1) state = reduce(state, { kind: "frame", frame });
  }
  return state;
}

function known({ messages, lastSeq, status }: WidgetState) {
  return { messages, lastSeq, status };
}

function seeded(seed: number): () => number {
  let value = seed;
  return () => {
    value = (value * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return value / 4_294_967_296;
  };
}
