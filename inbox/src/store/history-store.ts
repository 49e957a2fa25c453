import type { OwnershipHistory } from "@baton/protocol";
import { signal } from "@preact/signals";
import type { Moment } from "../state/history-state.ts";
import { problemWords } from "../text/problems.ts";
import type { InboxApi } from "../transport/inbox-api.ts";

export type HistoryState =
  | { status: "closed" | "loading" }
  | { status: "failed"; reason: string }
  | { status: "ready"; history: OwnershipHistory };

/** The open conversation's history of ownership, while it is looked at, and the moment of the past that is shown. */
export class HistoryStore {
  readonly state = signal<HistoryState>({ status: "closed" });
  readonly moment = signal<Moment | null>(null);
  private opened: string | null = null;

  constructor(private readonly api: InboxApi) {}

  /** Another conversation is open: nothing of the one before may stand beside it. */
  open(conversation: string | null): void {
    if (conversation === this.opened) return;
    this.opened = conversation;
    this.close();
  }

  show(): void {
    if (this.state.peek().status === "closed") this.state.value = { status: "loading" };
  }

  close(): void {
    this.state.value = { status: "closed" };
    this.moment.value = null;
  }

  /** Fetches the spans; those there are stay until newer ones have come. */
  async load(): Promise<void> {
    const conversation = this.opened;
    if (conversation === null || this.state.peek().status === "closed") return;
    if (this.state.peek().status !== "ready") this.state.value = { status: "loading" };
    const here = (): boolean => this.opened === conversation && this.state.peek().status !== "closed";
    try {
      const history = await this.api.ownership(conversation);
      if (here()) this.state.value = { status: "ready", history };
    } catch (error) {
      if (here() && this.state.peek().status !== "ready") {
        this.state.value = { status: "failed", reason: problemWords(error) };
      }
    }
  }

  /** Shows the conversation as of `rev`; the newest of the `now` there are is the present. */
  look(rev: number, now: number): void {
    this.moment.value = rev >= now ? null : { rev, of: this.moment.peek()?.of ?? now };
  }

  backToNow(): void {
    this.moment.value = null;
  }
}
