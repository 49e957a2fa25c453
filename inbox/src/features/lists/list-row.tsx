import type { InboxEntry, View } from "@baton/protocol";
import { belongsTo } from "../../state/list-state.ts";
import { conversationHref } from "../../state/route.ts";
import { isUnread } from "../../state/seen-state.ts";
import { reasonWords } from "../../text/words.ts";
import { OwnerChip } from "../parts/owner-chip.tsx";
import { Ago } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";

/** One conversation in a list. One that has left the view stays in place, dimmed, until the list may settle. */
export function ListRow({ entry, view }: { entry: InboxEntry; view: View }) {
  const desk = useDesk();
  const open = desk.route.value.conversation === entry.conversation;
  const unread = isUnread(entry, desk.seen.state.value, desk.me);
  const gone = !belongsTo(view, entry, desk.me);
  const since = (view === "waiting" ? entry.waitingSince : entry.lastLine?.at) ?? entry.updatedAt;
  return (
    <li class={`row ${unread ? "row-unread" : ""} ${gone ? "row-gone" : ""}`}>
      <a
        class="row-link"
        href={conversationHref(entry.conversation)}
        aria-current={open ? "true" : undefined}
        data-conversation={entry.conversation}
      >
        <span class="row-top">
          {unread && <span class="unread-dot" role="img" aria-label="Unread" />}
          <span class="row-customer" dir="auto">
            {entry.customer.label}
          </span>
          <Ago at={since} />
        </span>
        <span class="row-line" dir="auto">
          {speaker(entry, desk.me)}
          {entry.lastLine?.text ?? "Nothing said yet"}
        </span>
        <span class="row-foot">
          <OwnerChip entry={entry} me={desk.me} />
          {entry.owner === "queue" && entry.handoff && (
            <span class="row-reason">{reasonWords(entry.handoff.reason)}</span>
          )}
        </span>
      </a>
    </li>
  );
}

function speaker({ lastLine }: InboxEntry, me: string): string {
  const author = lastLine?.author;
  if (author?.kind === "agent") return "AI: ";
  if (author?.kind === "operator") return author.id === me ? "You: " : `${author.name}: `;
  return "";
}
