import { signal } from "@preact/signals";
import { type SeenState, withSeen } from "../state/seen-state.ts";
import { type PageStorage, readJson } from "../transport/page-storage.ts";

/** What this operator has seen, kept by this browser. */
export class SeenStore {
  readonly state = signal<SeenState>(new Map());

  constructor(
    private readonly storage: PageStorage,
    private readonly storageName: string,
  ) {
    this.state.value = new Map(readJson(storage, storageName, isSeen, []));
  }

  saw(conversation: string, seq: number): void {
    const before = this.state.peek();
    const after = withSeen(before, conversation, seq);
    if (after === before) return;
    this.state.value = after;
    this.storage.write(this.storageName, JSON.stringify([...after]));
  }
}

const isSeen = (value: unknown): value is [string, number][] =>
  Array.isArray(value) &&
  value.every((pair: unknown) => Array.isArray(pair) && typeof pair[0] === "string" && typeof pair[1] === "number");
