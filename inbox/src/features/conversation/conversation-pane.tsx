import type { Citation, Why } from "@baton/protocol";
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ConversationState } from "../../state/conversation-state.ts";
import type { Mode } from "../../state/outbox-state.ts";
import { viewHref } from "../../state/route.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Empty, Failure, Skeleton } from "../parts/states.tsx";
import { WhyView } from "../parts/why-view.tsx";
import { useDesk } from "../shell/context.ts";
import { Band } from "./band.tsx";
import { Composer } from "./composer.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { PastLine } from "./past-line.tsx";
import { Timeline } from "./timeline.tsx";

/** What is open in the drawer: why the agent did what it did, with one citation marked. */
export interface Reason {
  why: Why;
  citations: Citation[];
  marked: number | null;
}

interface ConversationPaneProps {
  state: ConversationState;
  /** The conversation at the moment that is looked at: `state` itself, or a past one. */
  shown: ConversationState;
  composer: RefObject<HTMLTextAreaElement>;
  onWrite: (mode: Mode) => void;
  onDetails: () => void;
}

export function ConversationPane({ state, shown, composer, onWrite, onDetails }: ConversationPaneProps) {
  const desk = useDesk();
  const moment = desk.history.moment.value;
  const [reason, setReason] = useState<Reason | null>(null);
  // Taken once: what was unread when the conversation was opened stays marked while it is read.
  const [seenBefore] = useState(() => desk.seen.state.peek().get(state.id) ?? 0);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") desk.sawOpenConversation();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [desk, state.rev, moment]);

  const useAsReply = (text: string): void => {
    desk.drafts.add(state.id, "reply", text);
    onWrite("reply");
  };

  if (state.status === "missing") {
    return (
      <section class="conversation-pane conversation-none" aria-label="Conversation">
        <Empty icon="alert" title="This conversation does not exist">
          <p class="muted">The link may be incomplete, or it belongs to another workspace.</p>
          <a class="button" href={viewHref(desk.route.value.view)}>
            Back to the list
          </a>
        </Empty>
      </section>
    );
  }
  return (
    <section class="conversation-pane" aria-label="Conversation">
      {shown.entry && (
        <div class="pane-head">
          <Band entry={shown.entry} past={moment !== null} onReply={() => onWrite("reply")} onDetails={onDetails} />
          {state.status === "ready" && desk.history.state.value.status !== "closed" && <HistoryPanel state={state} />}
          {moment && <PastLine state={state} moment={moment} />}
        </div>
      )}
      {state.status === "loading" && <Skeleton rows={4} shape="bubble" />}
      {state.status === "failed" && (
        <Failure what="The conversation could not be loaded" onRetry={() => void desk.conversation.catchUp()} />
      )}
      {state.status === "ready" && (
        <Timeline
          key={moment ? "past" : "now"}
          state={shown}
          seenBefore={seenBefore}
          onReason={setReason}
          onUseAsReply={moment ? null : useAsReply}
        />
      )}
      {state.status === "ready" && state.entry && !moment && (
        <Composer entry={state.entry} state={state} field={composer} />
      )}
      {reason && (
        <Dialog title="Why the agent decided so" shape="drawer" onClose={() => setReason(null)}>
          <WhyView why={reason.why} citations={reason.citations} marked={reason.marked} />
        </Dialog>
      )}
    </section>
  );
}
