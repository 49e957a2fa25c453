import { useRef, useState } from "preact/hooks";
import { actsOn } from "../../state/acts.ts";
import { asOf } from "../../state/history-state.ts";
import type { Mode } from "../../state/outbox-state.ts";
import { conversationHref } from "../../state/route.ts";
import { ListPane } from "../lists/list-pane.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Empty } from "../parts/states.tsx";
import { useDesk } from "../shell/context.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { ContextPane } from "./context-pane.tsx";
import { ConversationPane } from "./conversation-pane.tsx";

/** List, conversation and context side by side, and the keys that work on them. */
export function ConversationsPage() {
  const desk = useDesk();
  const state = desk.conversation.state.value;
  const filter = useRef<HTMLInputElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const [asking, setAsking] = useState(false);
  const [details, setDetails] = useState(false);

  const moment = desk.history.moment.value;
  const history = desk.history.state.value;
  const shown = state && moment && history.status === "ready" ? asOf(state, history.history.spans, moment) : state;
  // Nothing is done to a past moment.
  const acts = state?.entry && !moment ? actsOn(state.entry, desk.me) : null;
  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    filter: () => filter.current?.focus(),
    reply: () => write("reply"),
    note: () => write("note"),
    history: () => (history.status === "closed" ? desk.history.show() : desk.history.close()),
    take_over: () => acts?.takeOver && void desk.conversation.act("take-over"),
    close: () => acts?.close && setAsking(true),
  });

  const write = (mode: Mode): void => {
    if (moment) return;
    desk.drafts.mode.value = mode;
    // The field of the other mode is on the page only after the next rendering.
    setTimeout(() => composer.current?.focus());
  };
  const step = (by: number): void => {
    const { shown } = desk.lists.state.peek().lists[desk.route.peek().view];
    const at = shown.indexOf(desk.route.peek().conversation ?? "");
    const id = shown[at < 0 ? 0 : at + by];
    if (!id) return;
    location.hash = conversationHref(id);
    document.querySelector(`[data-conversation="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const close = (): void => {
    setAsking(false);
    void desk.conversation.act("close");
  };

  return (
    <div class="conversations">
      <ListPane filterInput={filter} />
      {state ? (
        <ConversationPane
          key={state.id}
          state={state}
          shown={shown ?? state}
          composer={composer}
          onWrite={write}
          onDetails={() => setDetails(true)}
        />
      ) : (
        <section class="conversation-pane conversation-none" aria-label="Conversation">
          <Empty icon="conversations" title="No conversation is open">
            <p class="muted">
              Choose one from the list, or press <kbd>j</kbd>.
            </p>
          </Empty>
        </section>
      )}
      {shown?.entry && <ContextPane state={shown} shape="pane" />}
      {details && shown?.entry && (
        <Dialog title="Details" shape="drawer" onClose={() => setDetails(false)}>
          <ContextPane state={shown} shape="drawer" />
        </Dialog>
      )}
      {asking && state?.entry && (
        <Dialog title="Close this conversation?" shape="centre" onClose={() => setAsking(false)}>
          <p>The agent answers again when the customer writes the next time.</p>
          <div class="dialog-acts">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Keep it open
            </button>
            <button type="button" class="button button-primary" data-first onClick={close}>
              Close conversation
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
