import type { InboxEntry, InboxServerFrame, Session } from "@baton/protocol";
import type { SocketState } from "@baton/protocol/resuming-socket";
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { lastSeq } from "../state/conversation-state.ts";
import { arrived } from "../state/outbox-state.ts";
import type { Route } from "../state/route.ts";
import type { InboxApi } from "../transport/inbox-api.ts";
import { ConversationStore } from "./conversation-store.ts";
import { DraftsStore } from "./drafts-store.ts";
import { HistoryStore } from "./history-store.ts";
import { ListsStore } from "./lists-store.ts";
import { OutboxStore } from "./outbox-store.ts";
import { PlaygroundStore } from "./playground-store.ts";
import type { InboxSocket, Ports } from "./ports.ts";
import { SeenStore } from "./seen-store.ts";
import { SettingsStore } from "./settings-store.ts";
import { SourcesStore } from "./sources-store.ts";
import { ThresholdStore } from "./threshold-store.ts";

export type Connection = "connecting" | "live" | "behind" | "refused";

/** Everything on the screen of one operator who is logged in: the stores, and the socket that keeps them up to date. */
export class Desk {
  readonly connection = signal<Connection>("connecting");
  readonly lists: ListsStore;
  readonly conversation: ConversationStore;
  readonly outbox: OutboxStore;
  readonly drafts: DraftsStore;
  readonly history: HistoryStore;
  readonly seen: SeenStore;
  readonly sources: SourcesStore;
  readonly settings: SettingsStore;
  readonly threshold: ThresholdStore;
  readonly playground: PlaygroundStore;
  private readonly socket: InboxSocket;
  private readonly stops: (() => void)[];

  constructor(
    readonly session: Session,
    readonly route: ReadonlySignal<Route>,
    api: InboxApi,
    ports: Ports,
    private readonly onSessionInDoubt: () => void,
  ) {
    const me = session.operator.id;
    const { newKey, pause, tabStorage } = ports;
    const onEntry = (entry: InboxEntry): void => this.entry(entry);
    this.lists = new ListsStore(
      api,
      me,
      pause,
      (views) => this.connection.peek() === "live" && this.socket.send({ kind: "watch", views }),
    );
    this.conversation = new ConversationStore({
      api,
      newKey,
      pause,
      onEntry,
      follow: (conversation, after) => void this.socket.send({ kind: "follow", conversation, after }),
      unfollow: (conversation) => void this.socket.send({ kind: "unfollow", conversation }),
    });
    this.outbox = new OutboxStore({
      api,
      newKey,
      pause,
      onEntry,
      storage: tabStorage,
      storageName: `baton.outbox.${me}`,
      onOwnershipChanged: (conversation, error) => this.conversation.ownershipChanged(conversation, error),
    });
    this.drafts = new DraftsStore(tabStorage, `baton.drafts.${me}`);
    this.history = new HistoryStore(api);
    this.seen = new SeenStore(ports.browserStorage, `baton.seen.${me}`);
    this.sources = new SourcesStore(api, newKey, pause);
    this.settings = new SettingsStore(api, newKey, pause);
    this.threshold = new ThresholdStore(api, newKey, pause, (version, threshold) =>
      this.settings.dispatch({ kind: "threshold_moved", version, threshold }),
    );
    this.playground = new PlaygroundStore(api);
    this.socket = ports.socket({
      onOpen: () => [],
      onFrame: (frame) => this.frame(frame),
      onState: (state) => this.socketState(state),
    });
    this.stops = [this.followRoute(), this.clearArrived()];
    this.socket.connect();
  }

  get me(): string {
    return this.session.operator.id;
  }

  typing(conversation: string): void {
    this.socket.send({ kind: "typing", conversation });
  }

  nudge(): void {
    this.socket.nudge();
  }

  /** Everything on the screen of the open conversation has been looked at. */
  sawOpenConversation(): void {
    const state = this.conversation.state.peek();
    if (state?.status === "ready" && this.history.moment.peek() === null)
      this.seen.saw(state.id, lastSeq(state.timeline));
  }

  leave(): void {
    for (const stop of this.stops) stop();
    this.conversation.open(null, null);
    for (const store of [this.lists, this.sources, this.settings, this.threshold]) store.leave();
    this.socket.close();
  }

  private entry(entry: InboxEntry): void {
    this.lists.entry(entry);
    this.conversation.entry(entry);
  }

  private frame(frame: InboxServerFrame): void {
    switch (frame.kind) {
      case "welcome":
        this.connection.value = "live";
        this.lists.welcome(frame.counts, this.route.peek().view);
        // A new connection follows nothing yet, and the owner may have changed meanwhile.
        void this.conversation.catchUp();
        this.sources.reload();
        this.settings.reload();
        this.threshold.reload();
        break;
      case "entries":
        for (const entry of frame.entries) this.entry(entry);
        break;
      case "watching":
        this.lists.watching(frame.views);
        break;
      case "counts":
        this.lists.dispatch({ kind: "counts", counts: frame.counts });
        break;
      case "timeline":
      case "typing":
        this.conversation.frame(frame);
        break;
      case "source":
      case "source_removed":
        this.sources.dispatch(frame);
        break;
      case "settings":
        this.settings.changedElsewhere(frame.version);
        this.threshold.changedElsewhere(frame.version);
        break;
      default:
        // A problem comes with a close, which says the rest; a kind from a newer server means nothing here.
        break;
    }
  }

  private socketState(state: SocketState): void {
    if (state === "waiting" || state === "refused") {
      this.connection.value = state === "refused" ? "refused" : "behind";
      this.onSessionInDoubt();
    }
  }

  private followRoute(): () => void {
    return effect(() => {
      const { section, view, conversation } = this.route.value;
      if (section === "conversations") this.lists.show(view);
      if (section === "sources" && this.sources.state.peek().status === "idle") void this.sources.load();
      if (section === "settings" && this.session.operator.role === "admin") {
        this.settings.open();
        this.threshold.open();
      }
      const entry = conversation === null ? undefined : this.lists.state.peek().entries.get(conversation);
      this.drafts.open(conversation);
      this.history.open(conversation);
      this.conversation.open(conversation, entry ?? null);
    });
  }

  private clearArrived(): () => void {
    return effect(() => {
      const state = this.conversation.state.value;
      if (!state) return;
      const there = arrived(this.outbox.state.value, state.id, state.timeline, this.me);
      // One still being sent waits for its response: it carries the generation for those queued behind it.
      this.outbox.discard(there.filter((reply) => reply.state !== "sending").map((reply) => reply.key));
    });
  }
}
