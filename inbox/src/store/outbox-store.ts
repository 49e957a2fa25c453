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

/** Sends replies and notes, of each one at a time for each conversation, and keeps what has not arrived, also through a reload. */
export class OutboxStore {
  readonly state = signal<OutboxState>([]);
  private readonly busy = new Set<string>();

  constructor(private readonly ports: OutboxPorts) {
    this.dispatch({ kind: "restore", replies: readJson(ports.storage, ports.storageName, isOutbox, []) });
  }

  send(reply: Pick<Outgoing, "conversation" | "text" | "generation" | "afterSeq">): void {
    this.add({ ...reply, mode: "reply" });
  }

  note(conversation: string, text: string): void {
    this.add({ mode: "note", conversation, text, generation: 0, afterSeq: 0 });
  }

  retry(reply: Outgoing): void {
    this.dispatch({ kind: "retry", key: reply.key });
    void this.pump(reply);
  }

  discard(keys: string[]): void {
    if (keys.length === 0) return;
    const gone = this.state.peek().filter((reply) => keys.includes(reply.key));
    this.dispatch({ kind: "discard", keys });
    for (const reply of gone) void this.pump(reply);
  }

  private add(reply: Omit<Outgoing, "key" | "state" | "reason" | "seq">): void {
    this.dispatch({ kind: "add", reply: { ...reply, key: this.ports.newKey() } });
    void this.pump(reply);
  }

  private async pump({ conversation, mode }: Pick<Outgoing, "conversation" | "mode">): Promise<void> {
    const lane = `${mode} ${conversation}`;
    if (this.busy.has(lane)) return;
    this.busy.add(lane);
    const next = (): Outgoing | null => nextToSend(this.state.peek(), conversation, mode);
    try {
      for (let first = next(); first; first = next()) await this.deliver(first);
    } finally {
      this.busy.delete(lane);
    }
  }

  private async deliver(reply: Outgoing): Promise<void> {
    this.dispatch({ kind: "sending", key: reply.key });
    try {
      this.ports.onEntry(await this.attempt(reply));
    } catch (error) {
      if (error instanceof ApiError && error.code === "ownership_changed") {
        this.ports.onOwnershipChanged(reply.conversation, error);
      }
      this.dispatch({ kind: mayBeRetried(error) ? "failed" : "refused", key: reply.key, reason: problemWords(error) });
    }
  }

  private async attempt(reply: Outgoing): Promise<InboxEntry> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(reply);
      } catch (error) {
        if (!(error instanceof ApiError && error.outcomeUnknown) || attempt === ATTEMPTS) throw error;
        await this.ports.pause(Math.min(PAUSE_MAX_MS, (error.retryAfterSeconds ?? attempt) * PAUSE_MS));
      }
    }
  }

  private async once({ mode, conversation, text, generation, key }: Outgoing): Promise<InboxEntry> {
    if (mode === "note") {
      const { entry } = await this.ports.api.note(conversation, text, key);
      this.dispatch({ kind: "noted", key });
      return entry;
    }
    const { entry, message } = await this.ports.api.reply(conversation, text, generation, key);
    this.dispatch({ kind: "sent", key, seq: message.seq, generation: entry.generation });
    return entry;
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
  value.every((each: unknown) => typeof each === "object" && each !== null && "key" in each && "mode" in each);
