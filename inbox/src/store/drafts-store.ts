import { signal } from "@preact/signals";
import { type PageStorage, readJson } from "../transport/page-storage.ts";

type Drafts = Readonly<Record<string, string>>;

/** What has been typed and not sent, for each conversation, as long as the tab lives. */
export class DraftsStore {
  readonly state = signal<Drafts>({});

  constructor(
    private readonly storage: PageStorage,
    private readonly storageName: string,
  ) {
    this.state.value = readJson(storage, storageName, isDrafts, {});
  }

  write(conversation: string, text: string): void {
    const { [conversation]: _before, ...others } = this.state.peek();
    this.state.value = text === "" ? others : { ...others, [conversation]: text };
    this.storage.write(this.storageName, JSON.stringify(this.state.peek()));
  }

  /** Puts a text into the composer without losing what already stands there. */
  add(conversation: string, text: string): void {
    const before = this.state.peek()[conversation]?.trimEnd() ?? "";
    this.write(conversation, before === "" ? text : `${before}\n\n${text}`);
  }
}

const isDrafts = (value: unknown): value is Drafts =>
  typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");
