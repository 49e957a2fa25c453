import type { InboxEntry } from "@baton/protocol";
import { signal } from "@preact/signals";
import {
  nextToSend,
  type OutboxAction,
  type OutboxState,
  type Outgoing,
  outboxReducer,
} from "../state/outbox-state.ts";
import { problemWords } from "../text/problems.ts";
import { ApiError } from "../transport/api.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { type PageStorage, readJson } from "../transport/page-storage.ts";
import type { Ports } from "./ports.ts";

const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 5_000;

export interface OutboxPorts {
  api: InboxApi;
  newKey: Ports["newKey"];
  pause: Ports["pause"];
  storage: PageStorage;
  storageName: string;
  onEntry(entry: InboxEntry): void;
  onOwnershipChanged(conversation: string, error: ApiError): void;
}

/** Sends replies, one at a time for each conversation, and keeps what has not arrived, also through a reload. */
export class OutboxStore {
  readonly state = signal<OutboxState>([]);
  private readonly busy = new Set<string>();

  constructor(private readonly ports: OutboxPorts) {
    this.dispatch({ kind: "restore", replies: readJson(ports.storage, ports.storageName, isOutbox, []) });
  }

  send(reply: Pick<Outgoing, "conversation" | "text" | "generation" | "afterSeq">): void {
    this.dispatch({ kind: "add", reply: { ...reply, key: this.ports.newKey() } });
    void this.pump(reply.conversation);
  }

  retry(reply: Outgoing): void {
    this.dispatch({ kind: "retry", key: reply.key });
    void this.pump(reply.conversation);
  }

  discard(keys: string[]): void {
    if (keys.length === 0) return;
    const conversations = this.state.peek().flatMap((reply) => (keys.includes(reply.key) ? [reply.conversation] : []));
    this.dispatch({ kind: "discard", keys });
    for (const conversation of conversations) void this.pump(conversation);
  }

  private async pump(conversation: string): Promise<void> {
    if (this.busy.has(conversation)) return;
    this.busy.add(conversation);
    try {
      for (let next = this.next(conversation); next; next = this.next(conversation)) await this.deliver(next);
    } finally {
      this.busy.delete(conversation);
    }
  }

  private next(conversation: string): Outgoing | null {
    return nextToSend(this.state.peek(), conversation);
  }

  private async deliver(reply: Outgoing): Promise<void> {
    this.dispatch({ kind: "sending", key: reply.key });
    try {
      const { entry, message } = await this.attempt(reply);
      this.dispatch({ kind: "sent", key: reply.key, seq: message.seq, generation: entry.generation });
      this.ports.onEntry(entry);
    } catch (error) {
      if (error instanceof ApiError && error.code === "ownership_changed") {
        this.ports.onOwnershipChanged(reply.conversation, error);
      }
      this.dispatch({ kind: mayBeRetried(error) ? "failed" : "refused", key: reply.key, reason: problemWords(error) });
    }
  }

  private async attempt(reply: Outgoing) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.ports.api.reply(reply.conversation, reply.text, reply.generation, reply.key);
      } catch (error) {
        if (!(error instanceof ApiError && error.outcomeUnknown) || attempt === ATTEMPTS) throw error;
        await this.ports.pause(Math.min(PAUSE_MAX_MS, (error.retryAfterSeconds ?? attempt) * PAUSE_MS));
      }
    }
  }

  private dispatch(action: OutboxAction): void {
    this.state.value = outboxReducer(this.state.peek(), action);
    const unsent = this.state.peek().filter((reply) => reply.state !== "sent");
    this.ports.storage.write(this.ports.storageName, unsent.length === 0 ? null : JSON.stringify(unsent));
  }
}

/** The same request may still succeed later. */
const mayBeRetried = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.outcomeUnknown || error.status === 429 || error.status === 401;

const isOutbox = (value: unknown): value is Outgoing[] =>
  Array.isArray(value) &&
  value.every((reply: unknown) => typeof reply === "object" && reply !== null && "key" in reply && "text" in reply);
