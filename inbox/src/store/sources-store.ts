import type { Source } from "@baton/protocol";
import { signal } from "@preact/signals";
import { FILE_BYTES_MAX, noSources, type SourcesAction, sourcesReducer, type Upload } from "../state/sources-state.ts";
import { problemWords } from "../text/problems.ts";
import { bytesWords } from "../text/words.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { Again } from "./again.ts";
import type { Ports } from "./ports.ts";

/** The sources and the acts on them. Every act tells in words why it failed, or null. */
export class SourcesStore {
  readonly state = signal(noSources);
  private readonly again: Again;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: InboxApi,
    private readonly newKey: Ports["newKey"],
    pause: Ports["pause"],
  ) {
    this.again = new Again(pause);
  }

  dispatch(action: SourcesAction): void {
    this.state.value = sourcesReducer(this.state.peek(), action);
  }

  async load(): Promise<void> {
    this.dispatch({ kind: "fetching" });
    try {
      this.dispatch({ kind: "fetched", sources: (await this.api.sources()).sources });
      this.again.over();
    } catch {
      this.dispatch({ kind: "fetch_failed" });
      void this.again.failed(() => void this.load());
    }
  }

  reload(): void {
    if (this.state.peek().status !== "idle") void this.load();
  }

  leave(): void {
    this.again.end();
  }

  /** Files go one after the other: two large ones at once would both be slower. */
  addFiles(files: File[]): void {
    for (const file of files) {
      const upload = { key: this.newKey(), name: file.name, bytes: file.size, sent: 0, reason: refusalOf(file) };
      this.dispatch({ kind: "upload", upload });
      if (upload.reason === null) this.sending = this.sending.then(() => this.addFile(file, upload));
    }
  }

  addLink(url: string): Promise<string | null> {
    return this.accept(this.api.addLink(url, this.newKey()));
  }

  addText(title: string, text: string): Promise<string | null> {
    return this.accept(this.api.addText(title, text, this.newKey()));
  }

  async readAgain(id: string): Promise<string | null> {
    try {
      this.dispatch({ kind: "source", source: await this.api.readAgain(id, this.newKey()) });
      return null;
    } catch (error) {
      return problemWords(error);
    }
  }

  async remove(id: string): Promise<string | null> {
    try {
      await this.api.removeSource(id, this.newKey());
      this.dispatch({ kind: "source_removed", id });
      return null;
    } catch (error) {
      return problemWords(error);
    }
  }

  private async addFile(file: File, upload: Upload): Promise<void> {
    try {
      const source = await this.api.addFile(file, upload.key, (sent) =>
        this.dispatch({ kind: "upload", upload: { ...upload, sent } }),
      );
      this.dispatch({ kind: "upload_gone", key: upload.key });
      this.dispatch({ kind: "accepted", source });
    } catch (error) {
      this.dispatch({ kind: "upload", upload: { ...upload, reason: problemWords(error) } });
    }
  }

  private async accept(answer: Promise<Source>): Promise<string | null> {
    try {
      this.dispatch({ kind: "accepted", source: await answer });
      return null;
    } catch (error) {
      return problemWords(error);
    }
  }
}

function refusalOf(file: File): string | null {
  if (file.size > FILE_BYTES_MAX) return `Too large: ${bytesWords(file.size)}. A file may have at most 50 MB.`;
  return file.size === 0 ? "This file is empty." : null;
}
