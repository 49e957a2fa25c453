import type { Counts, InboxEntry, View } from "@baton/protocol";
import { signal } from "@preact/signals";
import { emptyLists, type ListAction, listReducer } from "../state/list-state.ts";
import { VIEWS } from "../state/route.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { Again } from "./again.ts";
import type { Ports } from "./ports.ts";

const PAGE = 50;
const PAGE_MAX = 200;

/**
 * The lists, kept up to date: read when shown, read again after each welcome, changed by every entry heard of. The server tells
 * of the lists that are watched: a list is watched from the first time that it is shown on a connection, and read from there on.
 */
export class ListsStore {
  readonly state;
  private readonly upToDate = new Set<View>();
  private readonly again = new Map<View, Again>();
  private connection = 0;

  constructor(
    private readonly api: InboxApi,
    me: string,
    pause: Ports["pause"],
    /** Has the server tell of these lists; false where there is no connection to ask on. */
    private readonly watch: (views: View[]) => boolean,
  ) {
    this.state = signal(emptyLists(me));
    for (const view of VIEWS) this.again.set(view, new Again(pause));
  }

  dispatch(action: ListAction): void {
    this.state.value = listReducer(this.state.peek(), action);
  }

  welcome(counts: Counts, view: View): void {
    this.connection += 1;
    this.upToDate.clear();
    this.dispatch({ kind: "welcome", counts });
    this.show(view);
  }

  leave(): void {
    for (const again of this.again.values()) again.end();
  }

  entry(entry: InboxEntry): void {
    this.dispatch({ kind: "entry", entry });
  }

  /** What is watched from here on is told from here on: what was shown before that is read now. */
  watching(views: View[]): void {
    const { watched } = this.state.peek();
    this.dispatch({ kind: "watching", views });
    for (const view of views) if (!watched.has(view)) this.read(view);
  }

  show(view: View): void {
    if (this.upToDate.has(view)) return;
    this.upToDate.add(view);
    const { watched } = this.state.peek();
    const isAsked = !watched.has(view) && this.watch([...new Set([...watched, ...this.upToDate])]);
    if (!isAsked) this.read(view);
  }

  retry(view: View): void {
    this.upToDate.delete(view);
    this.show(view);
  }

  more(view: View): void {
    const list = this.state.peek().lists[view];
    if (list.next !== null && list.status === "ready" && list.more !== "loading") {
      void this.fetch(view, true, PAGE, list.next);
    }
  }

  private read(view: View): void {
    const limit = Math.min(PAGE_MAX, Math.max(PAGE, this.state.peek().lists[view].shown.length));
    void this.fetch(view, false, limit, null);
  }

  private async fetch(view: View, more: boolean, limit: number, cursor: string | null): Promise<void> {
    const connection = this.connection;
    this.dispatch({ kind: "fetching", view, more });
    try {
      const page = await this.api.conversations(view, limit, cursor);
      if (connection === this.connection) {
        if (!more) this.again.get(view)?.over();
        this.dispatch({ kind: "fetched", view, more, page });
      } else if (more) this.dispatch({ kind: "fetch_failed", view, more });
    } catch {
      if (connection !== this.connection) return;
      this.dispatch({ kind: "fetch_failed", view, more });
      if (more) return;
      this.upToDate.delete(view);
      void this.again.get(view)?.failed(() => this.show(view));
    }
  }
}
