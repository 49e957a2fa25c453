import type { TimelineNote } from "../../state/timeline-flow.ts";
import { Icon } from "../parts/icon.tsx";
import { PlainText } from "../parts/plain-text.tsx";
import { Clock } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";

/** A note for colleagues, in the flow but on a ground of its own: it cannot be taken for something the customer has read. */
export function NoteView({ entry }: { entry: TimelineNote }) {
  const { me } = useDesk();
  const { operator, text, at } = entry;
  return (
    <article class="note tone-note" aria-label={`Note by ${operator.name}`}>
      <p class="note-head">
        <Icon name="lock" size={15} /> Note by{" "}
        <bdi>{operator.id === me ? `${operator.name} (you)` : operator.name}</bdi>
        <span class="muted">
          Only your team sees this · <Clock at={at} />
        </span>
      </p>
      <PlainText text={text} />
    </article>
  );
}
