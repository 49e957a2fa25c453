import { signal } from "@preact/signals";
import {
  formErrors,
  isDirty,
  noSettings,
  type SettingsAction,
  type SettingsField,
  settingsOf,
  settingsReducer,
} from "../state/settings-state.ts";
import { problemWords } from "../text/problems.ts";
import { ApiError } from "../transport/api.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { Again } from "./again.ts";
import type { Ports } from "./ports.ts";

/** The workspace's settings as a form with one button. */
export class SettingsStore {
  readonly state = signal(noSettings);
  private readonly again: Again;

  constructor(
    private readonly api: InboxApi,
    private readonly newKey: Ports["newKey"],
    pause: Ports["pause"],
  ) {
    this.again = new Again(pause);
  }

  dispatch(action: SettingsAction): void {
    this.state.value = settingsReducer(this.state.peek(), action);
  }

  async load(): Promise<void> {
    this.dispatch({ kind: "fetching" });
    try {
      this.dispatch({ kind: "fetched", settings: await this.api.settings() });
      this.again.over();
    } catch {
      this.dispatch({ kind: "fetch_failed" });
      void this.again.failed(() => isDirty(this.state.peek()) || void this.load());
    }
  }

  leave(): void {
    this.again.end();
  }

  open(): void {
    if (this.state.peek().status === "idle") void this.load();
  }

  /** After a new connection: a change may have been missed. What is typed stays; saving it finds out. */
  reload(): void {
    const state = this.state.peek();
    if (state.status === "ready" && !isDirty(state)) void this.load();
  }

  /** Somebody has saved. A form in which nothing is typed follows by itself. */
  changedElsewhere(version: number): void {
    this.dispatch({ kind: "changed_elsewhere", version });
    if (this.state.peek().stale && !isDirty(this.state.peek())) void this.load();
  }

  undo(): void {
    const { saved } = this.state.peek();
    if (saved) this.dispatch({ kind: "fetched", settings: saved });
  }

  async save(): Promise<void> {
    const { form, saved, save } = this.state.peek();
    if (!form || !saved || save === "saving") return;
    const errors = formErrors(form);
    if (Object.keys(errors).length > 0) {
      this.dispatch({ kind: "refused", errors, failure: null });
      return;
    }
    this.dispatch({ kind: "saving" });
    try {
      this.dispatch({
        kind: "saved",
        settings: await this.api.saveSettings(settingsOf(form, saved.version), this.newKey()),
      });
    } catch (error) {
      this.refused(error);
    }
  }

  private refused(error: unknown): void {
    const problem = error instanceof ApiError ? error.problem : null;
    const form = this.state.peek().form;
    const field = form && problem?.field && problem.field in form ? (problem.field as SettingsField) : null;
    if (problem?.code === "stale_version") {
      this.dispatch({ kind: "refused", errors: {}, failure: null });
      this.dispatch({ kind: "changed_elsewhere", version: Number.MAX_SAFE_INTEGER });
    } else if (field) {
      this.dispatch({ kind: "refused", errors: { [field]: problem?.detail ?? problemWords(error) }, failure: null });
    } else {
      this.dispatch({ kind: "refused", errors: {}, failure: problemWords(error) });
    }
  }
}

export const hasUnsavedChanges = (store: SettingsStore): boolean => isDirty(store.state.peek());
