import type { FlipsPage, Replay, Threshold } from "@baton/protocol";
import { signal } from "@preact/signals";
import { problemWords } from "../text/problems.ts";
import { ApiError } from "../transport/api.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { Again } from "./again.ts";
import type { Ports } from "./ports.ts";

const LOOK_AGAIN_MS = 500;
const SLIDER_RESTS_MS = 150;

export type Flips =
  | { kind: "none" }
  | { kind: "loading" }
  | { kind: "failed"; reason: string }
  | { kind: "ready"; page: FlipsPage };

/** The handoff threshold, what the slider is moved to, and what that would do to past questions. */
export class ThresholdStore {
  readonly saved = signal<Threshold | null>(null);
  readonly replay = signal<Replay | null>(null);
  /** Where the slider stands; null while nobody has moved it. */
  readonly chosen = signal<number | null>(null);
  readonly flips = signal<Flips>({ kind: "none" });
  readonly busy = signal(false);
  /** Why the last thing asked for did not happen. */
  readonly failure = signal<string | null>(null);
  /** What has just been done, in words. */
  readonly news = signal("");
  private readonly again: Again;
  private opened = false;
  private left = false;
  private watching = false;

  constructor(
    private readonly api: InboxApi,
    private readonly newKey: Ports["newKey"],
    private readonly pause: Ports["pause"],
    private readonly onMoved: (version: number, threshold: number) => void,
  ) {
    this.again = new Again(pause);
  }

  get value(): number {
    return this.chosen.value ?? this.saved.value?.threshold ?? 0;
  }

  open(): void {
    if (this.opened) return;
    this.opened = true;
    void this.load();
  }

  reload(): void {
    if (this.opened) void this.load();
  }

  leave(): void {
    this.left = true;
    this.again.end();
  }

  changedElsewhere(version: number): void {
    const saved = this.saved.peek();
    if (saved && version > saved.version) void this.load();
  }

  async load(): Promise<void> {
    try {
      const [saved, replay] = await Promise.all([this.api.threshold(), this.api.replay()]);
      if (this.saved.peek() === null) this.failure.value = null;
      this.saved.value = saved;
      this.replay.value = replay;
      this.again.over();
      void this.showFlips();
      void this.watch();
    } catch (error) {
      if (this.saved.peek() === null) this.failure.value = problemWords(error);
      void this.again.failed(() => void this.load());
    }
  }

  choose(threshold: number): void {
    this.chosen.value = threshold;
    this.news.value = "";
    void this.showFlips();
  }

  apply(): Promise<void> {
    const { chosen, saved } = { chosen: this.chosen.peek(), saved: this.saved.peek() };
    if (chosen === null || !saved) return Promise.resolve();
    const fromCurve = this.replay.peek()?.state === "ready";
    return this.change("Applied.", () => this.api.moveThreshold(saved.version, chosen, fromCurve, this.newKey()));
  }

  undo(): Promise<void> {
    const saved = this.saved.peek();
    if (!saved) return Promise.resolve();
    return this.change("Undone.", () => this.api.undoThreshold(saved.version, this.newKey()));
  }

  replayHistory(): Promise<void> {
    return this.begin(() => this.api.replayHistory(this.newKey()));
  }

  replayFile(file: Blob): Promise<void> {
    return this.begin(() => this.api.replayFile(file, this.newKey()));
  }

  /** The next stretch of the list below those there are. */
  async moreFlips(): Promise<void> {
    const shown = this.flips.peek();
    const saved = this.saved.peek();
    if (shown.kind !== "ready" || shown.page.next === null || !saved) return;
    try {
      const page = await this.api.flips(saved.threshold, this.value, shown.page.next);
      if (this.flips.peek() === shown) {
        this.flips.value = { kind: "ready", page: { ...page, flips: [...shown.page.flips, ...page.flips] } };
      }
    } catch (error) {
      this.failure.value = problemWords(error);
    }
  }

  private async change(news: string, act: () => Promise<Threshold>): Promise<void> {
    if (this.busy.peek()) return;
    this.busy.value = true;
    this.failure.value = null;
    this.news.value = "";
    try {
      const moved = await act();
      this.saved.value = moved;
      this.chosen.value = null;
      this.news.value = news;
      this.onMoved(moved.version, moved.threshold);
      void this.showFlips();
    } catch (error) {
      this.failure.value = problemWords(error);
      if (error instanceof ApiError && error.status === 409) void this.load();
    }
    this.busy.value = false;
  }

  private async begin(act: () => Promise<Replay>): Promise<void> {
    this.failure.value = null;
    try {
      this.replay.value = await act();
      void this.watch();
    } catch (error) {
      this.failure.value = problemWords(error);
    }
  }

  /** Looks again until a replay that is under way is over. */
  private async watch(): Promise<void> {
    if (this.watching) return;
    this.watching = true;
    while (this.replay.peek()?.state === "running" && !this.left) {
      await this.pause(LOOK_AGAIN_MS);
      try {
        this.replay.value = await this.api.replay();
      } catch {
        // The next look comes anyway; the line above the page says when the server is away.
      }
    }
    this.watching = false;
    void this.showFlips();
  }

  private async showFlips(): Promise<void> {
    const { threshold } = this.saved.peek() ?? {};
    const chosen = this.chosen.peek();
    if (threshold === undefined || chosen === null || chosen === threshold || this.replay.peek()?.state !== "ready") {
      this.flips.value = { kind: "none" };
      return;
    }
    const loading: Flips = { kind: "loading" };
    this.flips.value = loading;
    await this.pause(SLIDER_RESTS_MS);
    if (this.flips.peek() !== loading) return;
    let next: Flips;
    try {
      next = { kind: "ready", page: await this.api.flips(threshold, chosen, 0) };
    } catch (error) {
      next = { kind: "failed", reason: problemWords(error) };
    }
    if (this.flips.peek() === loading) this.flips.value = next;
  }
}
