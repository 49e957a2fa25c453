import type { Session } from "@baton/protocol";
import { signal } from "@preact/signals";
import { FIRST_ROUTE, type Route, routeOf } from "../state/route.ts";
import { problemWords } from "../text/problems.ts";
import { ApiError } from "../transport/api.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { Desk } from "./desk.ts";
import type { Ports } from "./ports.ts";

export type Door =
  | { kind: "checking" }
  | { kind: "unreachable"; reason: string }
  | { kind: "out"; ended: boolean }
  | { kind: "in"; desk: Desk };

/** The inbox as a whole: the place in the address bar, and the door. The place outlives a log-in. */
export class Inbox {
  readonly route = signal<Route>(FIRST_ROUTE);
  readonly door = signal<Door>({ kind: "checking" });
  private readonly api: InboxApi;

  constructor(private readonly ports: Ports) {
    this.api = ports.api(() => this.sessionEnded());
  }

  go(hash: string): void {
    this.route.value = routeOf(hash, this.route.peek());
  }

  async enter(): Promise<void> {
    this.door.value = { kind: "checking" };
    try {
      this.admit(await this.api.session());
    } catch (error) {
      const out = error instanceof ApiError && error.status === 401;
      this.door.value = out ? { kind: "out", ended: false } : { kind: "unreachable", reason: problemWords(error) };
    }
  }

  /** Why it failed, in words; null when the operator is in. */
  async logIn(email: string, password: string): Promise<string | null> {
    try {
      this.admit(await this.api.logIn(email, password));
      return null;
    } catch (error) {
      const wrong = error instanceof ApiError && error.code === "wrong_credentials";
      return wrong ? "E-mail and password do not match." : problemWords(error);
    }
  }

  async logOut(): Promise<string | null> {
    try {
      await this.api.logOut();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) return problemWords(error);
    }
    this.leave(false);
    return null;
  }

  private admit(session: Session): void {
    const desk = new Desk(session, this.route, this.api, this.ports, () => void this.checkSession());
    this.door.value = { kind: "in", desk };
  }

  /** The socket was lost or refused: perhaps because the session has ended. */
  private async checkSession(): Promise<void> {
    try {
      await this.api.session();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.sessionEnded();
    }
  }

  private sessionEnded(): void {
    this.leave(true);
  }

  private leave(ended: boolean): void {
    const door = this.door.peek();
    if (door.kind !== "in") return;
    door.desk.leave();
    this.door.value = { kind: "out", ended };
  }
}
