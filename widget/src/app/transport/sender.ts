import type { Problem, WidgetSession } from "@baton/protocol/frames";
import type { HostPageInfo } from "../../bridge/bridge.ts";
import { nextToSend } from "../state/reduce.ts";
import type { WidgetEvent, WidgetState } from "../state/widget-state.ts";
import { delayReason, refusalReason } from "../words.ts";
import { Patience } from "./patience.ts";
import { newKey, type Outcome, type WidgetApi } from "./widget-api.ts";

/** The same text will be refused again: only another text helps. */
const HOPELESS = new Set(["too_long", "empty", "key_reused", "malformed", "invalid_value"]);

/**
 * Gets what the customer wrote to the server: in order, one in flight, each with its own key until it is acknowledged or refused.
 * A conversation is begun by the first thing sent, and anew when the session has expired.
 */
export class Sender {
  private draining = false;
  private beginning: Promise<Outcome<WidgetSession>> | null = null;
  private readonly messagePatience = new Patience();
  private readonly humanPatience = new Patience();

  constructor(
    private readonly api: WidgetApi,
    private readonly state: () => WidgetState,
    private readonly dispatch: (event: WidgetEvent) => void,
    private readonly page: () => HostPageInfo | null,
  ) {}

  async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    for (let next = nextToSend(this.state()); next; next = nextToSend(this.state())) {
      const { key, text } = next;
      this.dispatch({ kind: "sending", key });
      const outcome = await this.inSession((token) => this.api.post(token, key, text));
      if (outcome.kind === "done") {
        this.messagePatience.reset();
        this.dispatch({ kind: "acknowledged", ...outcome.value });
        this.dispatch({ kind: "withdrawn", key });
      } else if (outcome.kind === "refused") {
        const { problem } = outcome;
        this.dispatch({ kind: "refused", key, reason: refusalReason(problem), retriable: !HOPELESS.has(problem.code) });
      } else {
        this.dispatch({ kind: "delayed", key, reason: delayReason(outcome.status) });
        await this.messagePatience.wait(outcome.retryAfterMillis);
      }
    }
    this.draining = false;
  }

  async askForHuman(): Promise<void> {
    if (this.state().human.progress === "asking" || this.state().human.progress === "delayed") return;
    const key = newKey();
    for (;;) {
      this.dispatch({ kind: "human", human: { progress: "asking", reason: null } });
      const outcome = await this.inSession((token) => this.api.askForHuman(token, key));
      if (outcome.kind === "done") {
        this.humanPatience.reset();
        return this.dispatch({
          kind: "human",
          human: { progress: "idle", reason: null },
          status: outcome.value.status,
        });
      }
      if (outcome.kind === "refused") {
        const reason = refusalReason(outcome.problem);
        return this.dispatch({ kind: "human", human: { progress: "refused", reason } });
      }
      this.dispatch({ kind: "human", human: { progress: "delayed", reason: delayReason(outcome.status) } });
      await this.humanPatience.wait(outcome.retryAfterMillis);
    }
  }

  /** Shown at once. A later press counts, also while an earlier one is still under way. */
  async rate(seq: number, helpful: boolean): Promise<void> {
    const token = this.state().session?.token;
    if (!token) return;
    const key = newKey();
    this.dispatch({ kind: "rated", seq, helpful });
    const patience = new Patience();
    while (this.state().session?.token === token && this.state().ratings.get(seq) === helpful) {
      const outcome = await this.api.rate(token, key, seq, helpful);
      if (outcome.kind === "done") return;
      if (outcome.kind === "refused") return this.dispatch({ kind: "rated", seq, helpful: null });
      await patience.wait(outcome.retryAfterMillis);
    }
  }

  /** The network is back, or the customer asks for it now. */
  hurry(): void {
    this.messagePatience.hurry();
    this.humanPatience.hurry();
  }

  private async inSession<T>(act: (token: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const session = await this.session();
    if (session.kind !== "done") return session;
    const outcome = await act(session.value.token);
    if (outcome.kind !== "refused" || !isLost(outcome.problem)) return outcome;
    if (this.state().session?.token === session.value.token) this.dispatch({ kind: "session_lost" });
    const renewed = await this.session();
    return renewed.kind === "done" ? act(renewed.value.token) : renewed;
  }

  private async session(): Promise<Outcome<WidgetSession>> {
    const session = this.state().session;
    if (session) return { kind: "done", value: session };
    this.beginning ??= this.begin();
    return this.beginning;
  }

  private async begin(): Promise<Outcome<WidgetSession>> {
    const begun = await this.api.begin(this.page());
    if (begun.kind === "done") this.dispatch({ kind: "session_started", session: begun.value });
    this.beginning = null;
    return begun;
  }
}

export function isLost(problem: Problem): boolean {
  return problem.status === 401;
}
