import type { Decision } from "@baton/protocol";
import { signal } from "@preact/signals";
import { problemWords } from "../text/problems.ts";
import type { InboxApi } from "../transport/inbox-api.ts";

export type PlaygroundState =
  | { kind: "blank" }
  | { kind: "asking"; question: string }
  | { kind: "decided"; question: string; decision: Decision }
  | { kind: "failed"; question: string; reason: string };

/** One question to the agent without a conversation. Only the newest question's answer is shown. */
export class PlaygroundStore {
  readonly state = signal<PlaygroundState>({ kind: "blank" });
  readonly question = signal("");

  constructor(private readonly api: InboxApi) {}

  async ask(): Promise<void> {
    const question = this.question.peek().trim();
    if (question === "") return;
    const asking: PlaygroundState = { kind: "asking", question };
    this.state.value = asking;
    let next: PlaygroundState;
    try {
      next = { kind: "decided", question, decision: await this.api.ask(question) };
    } catch (error) {
      next = { kind: "failed", question, reason: problemWords(error) };
    }
    if (this.state.peek() === asking) this.state.value = next;
  }
}
