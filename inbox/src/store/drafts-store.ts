import { signal } from "@preact/signals";
import type { Mode } from "../state/outbox-state.ts";
import { type PageStorage, readJson } from "../transport/page-storage.ts";

type Drafts = Readonly<Record<string, string>>;

/** What has been typed and not sent, for each conversation and each mode apart, as long as the tab lives. */
export class DraftsStore {
  readonly state = signal<Drafts>({});
  /** What the composer of the open conversation writes. */
  readonly mode = signal<Mode>("reply");
  private opened: string | null = null;

  constructor(
    private readonly storage: PageStorage,
    private readonly storageName: string,
  ) {
    this.state.value = readJson(storage, storageName, isDrafts, {});
  }

  /** Another conversation is open: its composer begins with a reply, unless only a note was begun there. */
  open(conversation: string | null): void {
    if (conversation === this.opened) return;
    this.opened = conversation;
    const begun = (mode: Mode): boolean => conversation !== null && this.text(conversation, mode, true) !== "";
    this.mode.value = begun("note") && !begun("reply") ? "note" : "reply";
  }

  text(conversation: string, mode: Mode, peeking = false): string {
    return (peeking ? this.state.peek() : this.state.value)[nameOf(conversation, mode)] ?? "";
  }

  write(conversation: string, mode: Mode, text: string): void {
    const { [nameOf(conversation, mode)]: _before, ...others } = this.state.peek();
    this.state.value = text === "" ? others : { ...others, [nameOf(conversation, mode)]: text };
    this.storage.write(this.storageName, JSON.stringify(this.state.peek()));
  }

  /** Puts a text into the composer without losing what already stands there. */
  add(conversation: string, mode: Mode, text: string): void {
    const before = this.text(conversation, mode, true).trimEnd();
    this.write(conversation, mode, before === "" ? text : `${before}\n\n${text}`);
    this.mode.value = mode;
  }
}

const nameOf = (conversation: string, mode: Mode): string => `${mode} ${conversation}`;

const isDrafts = (value: unknown): value is Drafts =>
  typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");
