import type { InboxEntry } from "@baton/protocol";
import { actsOn } from "../../state/acts.ts";
import { viewHref } from "../../state/route.ts";
import { ownerSentence, reasonWords } from "../../text/words.ts";
import { Icon } from "../parts/icon.tsx";
import { ownerIcon, toneOf } from "../parts/owner-chip.tsx";
import { Notice } from "../parts/states.tsx";
import { Ago } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";
import { ActsMenu } from "./acts-menu.tsx";

interface BandProps {
  entry: InboxEntry;
  /** The entry is that of a past moment: nothing can be done there. */
  past: boolean;
  onReply: () => void;
  onDetails: () => void;
}

/** Who owns the conversation, and the one next act. */
export function Band({ entry, past, onReply, onDetails }: BandProps) {
  const desk = useDesk();
  const acts = actsOn(entry, desk.me);
  const acting = desk.conversation.acting.value;
  const historyOpen = desk.history.state.value.status !== "closed";
  const notice = desk.conversation.notice.value;
  return (
    <header class={`band tone-${toneOf(entry.owner)}`}>
      <div class="band-line">
        <a
          class="button button-quiet button-icon band-back"
          href={viewHref(desk.route.value.view)}
          aria-label="Back to the list"
        >
          <Icon name="back" />
        </a>
        <div class="band-who">
          <h2 class="band-customer" title={entry.customer.label}>
            <bdi>{entry.customer.label}</bdi>
          </h2>
          <p class="band-owner">
            <Icon name={ownerIcon(entry.owner)} size={16} />
            <bdi>
              {past && "Then: "}
              {ownerSentence(entry, desk.me)}
            </bdi>
            {!past && entry.owner === "queue" && entry.waitingSince && (
              <span class="band-since">
                for <Ago at={entry.waitingSince} />
              </span>
            )}
            {entry.owner === "queue" && entry.handoff && (
              <span class="band-since">· {reasonWords(entry.handoff.reason)}</span>
            )}
          </p>
        </div>
        <div class="band-acts">
          {!past && acts.takeOver && (
            <button
              type="button"
              class="button button-primary"
              aria-disabled={acting !== null}
              onClick={() => void desk.conversation.act("take-over")}
            >
              {acting === "take-over" ? "Taking over…" : acts.takeOver}
            </button>
          )}
          {!past && acts.reply === "mine" && (
            <button type="button" class="button button-primary" onClick={onReply}>
              Reply
            </button>
          )}
          <button
            type="button"
            class="button button-quiet button-icon"
            aria-label="History of ownership"
            title="History of ownership"
            aria-expanded={historyOpen}
            onClick={() => (historyOpen ? desk.history.close() : desk.history.show())}
          >
            <Icon name="history" />
          </button>
          <button
            type="button"
            class="button button-quiet button-icon band-details"
            aria-label="Details"
            onClick={onDetails}
          >
            <Icon name="details" />
          </button>
          {!past && (acts.handBack || acts.close) && <ActsMenu acts={acts} acting={acting} />}
        </div>
      </div>
      {notice !== null && <Notice tone="danger">{notice}</Notice>}
    </header>
  );
}
