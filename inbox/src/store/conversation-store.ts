import type { InboxEntry, InboxServerFrame } from "@baton/protocol";
import { signal } from "@preact/signals";
import {
  type ConversationAction,
  type ConversationState,
  conversationReducer,
  hasGap,
  openedConversation,
} from "../state/conversation-state.ts";
import { problemWords } from "../text/problems.ts";
import { ApiError } from "../transport/api.ts";
import type { InboxApi, OwnershipAct } from "../transport/inbox-api.ts";
import { Again } from "./again.ts";
import type { Ports } from "./ports.ts";

const TYPING_SHOWN_MS = 5_000;
const ACT_ATTEMPTS = 3;
const ACT_PAUSE_MS = 800;

export interface ConversationPorts {
  api: InboxApi;
  newKey: Ports["newKey"];
  pause: Ports["pause"];
  /** The conversation is on the screen up to `after`: what follows shall be pushed. */
  follow(conversation: string, after: number): void;
  unfollow(conversation: string): void;
  onEntry(entry: InboxEntry): void;
}

/** The conversation that is open, and the acts of ownership on it. Ownership is never shown before the server has said it. */
export class ConversationStore {
  readonly state = signal<ConversationState | null>(null);
  readonly acting = signal<OwnershipAct | null>(null);
  readonly notice = signal<string | null>(null);
  private readonly again: Again;
  /** Counts what was opened, the same again too: what an earlier opening has fetched does not continue a later one. */
  private opening = 0;
  private fetching: number | null = null;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: ConversationPorts) {
    this.again = new Again(ports.pause);
  }

  open(id: string | null, entry: InboxEntry | null): void {
    const before = this.state.peek();
    if (before?.id === id) return;
    if (before) this.ports.unfollow(before.id);
    this.opening += 1;
    clearTimeout(this.typingTimer);
    this.again.over();
    this.notice.value = null;
    this.state.value = id === null ? null : openedConversation(id, entry);
    if (id !== null) void this.catchUp();
  }

  /** Fetches what is missing, page by page, then follows from there. */
  async catchUp(): Promise<void> {
    const { opening } = this;
    const id = this.state.peek()?.id;
    if (!id || this.fetching === opening) return;
    this.fetching = opening;
    try {
      while (await this.fetchPage(id, opening)) {}
      const state = this.state.peek();
      if (!state || this.opening !== opening) return;
      this.again.over();
      this.ports.follow(id, state.rev);
    } catch (error) {
      if (this.opening !== opening) return;
      const missing = error instanceof ApiError && error.status === 404;
      this.dispatchTo(id, missing ? { kind: "missing" } : { kind: "failed" });
      if (!missing) void this.again.failed(() => void this.catchUp());
    } finally {
      if (this.fetching === opening) this.fetching = null;
    }
  }

  frame(frame: Extract<InboxServerFrame, { kind: "timeline" | "typing" }>): void {
    if (frame.kind === "timeline") {
      this.dispatchTo(frame.conversation, { kind: "timeline", entries: frame.entries });
      const state = this.state.peek();
      if (state && hasGap(state)) void this.catchUp();
    } else if (frame.author.kind === "customer") {
      this.dispatchTo(frame.conversation, { kind: "typing", on: true });
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(
        () => this.dispatchTo(frame.conversation, { kind: "typing", on: false }),
        TYPING_SHOWN_MS,
      );
    }
  }

  entry(entry: InboxEntry): void {
    this.dispatchTo(entry.conversation, { kind: "entry", entry });
  }

  /** What a refused change says about the owner; the rest is fetched. */
  ownershipChanged(id: string, error: ApiError): void {
    const current = error.problem?.current;
    if (current) this.dispatchTo(id, { kind: "ownership", current });
    if (this.state.peek()?.id === id) void this.catchUp();
  }

  async act(act: OwnershipAct): Promise<void> {
    const entry = this.state.peek()?.entry;
    if (!entry || this.acting.peek()) return;
    this.acting.value = act;
    this.notice.value = null;
    try {
      this.ports.onEntry(await this.attempt(entry, act));
    } catch (error) {
      if (error instanceof ApiError && error.code === "ownership_changed")
        this.ownershipChanged(entry.conversation, error);
      if (this.state.peek()?.id === entry.conversation) this.notice.value = problemWords(error);
    } finally {
      this.acting.value = null;
    }
  }

  private async attempt(entry: InboxEntry, act: OwnershipAct): Promise<InboxEntry> {
    const key = this.ports.newKey();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.ports.api.act(entry.conversation, act, entry.generation, key)).entry;
      } catch (error) {
        if (!(error instanceof ApiError && error.outcomeUnknown) || attempt === ACT_ATTEMPTS) throw error;
        await this.ports.pause(ACT_PAUSE_MS * attempt);
      }
    }
  }

  /** Whether another page is needed: there is more, and this page brought something. */
  private async fetchPage(id: string, opening: number): Promise<boolean> {
    const before = this.state.peek();
    if (!before || this.opening !== opening) return false;
    const detail = await this.ports.api.conversation(id, before.rev);
    if (this.opening !== opening) return false;
    this.dispatchTo(id, { kind: "fetched", detail });
    this.ports.onEntry(detail.entry);
    const after = this.state.peek();
    return after?.id === id && (!after.complete || hasGap(after)) && after.rev > before.rev;
  }

  private dispatchTo(id: string, action: ConversationAction): void {
    const state = this.state.peek();
    if (state?.id === id) this.state.value = conversationReducer(state, action);
  }
}
