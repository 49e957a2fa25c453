import { type ConversationState, latestHandoff } from "../../state/conversation-state.ts";
import { OwnerChip } from "../parts/owner-chip.tsx";
import { WebLink } from "../parts/plain-text.tsx";
import { Ago } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";
import { HandoffCard } from "./handoff-card.tsx";

/** What stands around a conversation: why it is here, who the customer is, where they write from. */
export function ContextPane({ state, shape }: { state: ConversationState; shape: "pane" | "drawer" }) {
  const desk = useDesk();
  const { entry } = state;
  if (!entry) return null;
  const handoff = latestHandoff(state);
  return (
    <section class={`context context-${shape}`} aria-label="Details">
      {handoff && <HandoffCard handoff={handoff} />}
      <div class="card">
        <h3>Customer</h3>
        <dl class="facts">
          <div>
            <dt>Name</dt>
            <dd>
              <bdi>{entry.customer.label}</bdi>
            </dd>
          </div>
          <div>
            <dt>Wrote from</dt>
            <dd>
              {entry.page ? <WebLink href={entry.page.url} text={entry.page.title || entry.page.url} /> : "Not known"}
            </dd>
          </div>
        </dl>
      </div>
      <div class="card">
        <h3>Conversation</h3>
        <dl class="facts">
          <div>
            <dt>Owner</dt>
            <dd>
              <OwnerChip entry={entry} me={desk.me} />
            </dd>
          </div>
          <div>
            <dt>Opened</dt>
            <dd>
              <Ago at={entry.openedAt} />
            </dd>
          </div>
          <div>
            <dt>Episode</dt>
            <dd>{entry.episode}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}
