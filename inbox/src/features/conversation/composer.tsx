import type { InboxEntry } from "@baton/protocol";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { actsOn } from "../../state/acts.ts";
import { type ConversationState, lastSeq } from "../../state/conversation-state.ts";
import type { Mode } from "../../state/outbox-state.ts";
import { Icon } from "../parts/icon.tsx";
import { useDesk } from "../shell/context.ts";
import { WritingForm } from "./writing-form.tsx";

const TYPING_EVERY_MS = 2_000;
const MODES: [Mode, string][] = [
  ["reply", "Public reply"],
  ["note", "Private note"],
];

interface ComposerProps {
  entry: InboxEntry;
  state: ConversationState;
  field: RefObject<HTMLTextAreaElement>;
}

/** Where replies and notes are written. A note has a ground, a label and a button of its own, and drafts apart from the reply's. */
export function Composer({ entry, state, field }: ComposerProps) {
  const desk = useDesk();
  const mode = desk.drafts.mode.value;
  return (
    <div class={`composer composer-${mode} ${mode === "note" ? "tone-note" : ""}`}>
      <div class="composer-head">
        <ModeTabs mode={mode} onChoose={(chosen) => (desk.drafts.mode.value = chosen)} />
        {mode === "note" && (
          <p id="composer-promise" class="note-promise">
            Only your team sees this.
          </p>
        )}
      </div>
      <div id="composer-panel" role="tabpanel" aria-labelledby={`composer-${mode}`}>
        {mode === "note" ? (
          <NoteForm conversation={entry.conversation} field={field} />
        ) : (
          <ReplyForm entry={entry} state={state} field={field} />
        )}
      </div>
    </div>
  );
}

function ModeTabs({ mode, onChoose }: { mode: Mode; onChoose: (mode: Mode) => void }) {
  const tabs = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const other = mode === "reply" ? "note" : "reply";
    const chosen = event.key === "Home" ? "reply" : event.key === "End" ? "note" : other;
    onChoose(chosen);
    tabs.current?.querySelector<HTMLElement>(`#composer-${chosen}`)?.focus();
  };
  return (
    <div class="composer-tabs" role="tablist" aria-label="What to write" ref={tabs} onKeyDown={onKeyDown}>
      {MODES.map(([each, words]) => (
        <button
          key={each}
          id={`composer-${each}`}
          type="button"
          role="tab"
          class="composer-tab"
          aria-selected={each === mode}
          aria-controls="composer-panel"
          tabIndex={each === mode ? 0 : -1}
          onClick={() => onChoose(each)}
        >
          {each === "note" && <Icon name="lock" size={14} />} {words}
        </button>
      ))}
    </div>
  );
}

function NoteForm({ conversation, field }: { conversation: string; field: ComposerProps["field"] }) {
  const desk = useDesk();
  return (
    <WritingForm
      name="Note"
      placeholder="Write a note for your team"
      hint="Enter adds it, Shift + Enter starts a new line"
      describedBy="composer-promise"
      button="Add note"
      icon="lock"
      text={desk.drafts.text(conversation, "note")}
      field={field}
      onText={(text) => desk.drafts.write(conversation, "note", text)}
      onSend={(text) => {
        desk.drafts.write(conversation, "note", "");
        desk.outbox.note(conversation, text);
      }}
    />
  );
}

/** It says beforehand when sending would also take the conversation over. */
function ReplyForm({ entry, state, field }: ComposerProps) {
  const desk = useDesk();
  const typedAt = useRef(0);
  const { conversation, generation } = entry;
  const { reply } = actsOn(entry, desk.me);
  if (reply === "closed") {
    return <p class="composer-words">Closed. The customer's next message reopens it, and the agent answers.</p>;
  }
  if (reply === "blocked") {
    return (
      <p class="composer-words" dir="auto">
        {entry.operator?.name ?? "Another operator"} answers here. Take over to reply.
      </p>
    );
  }
  const onText = (text: string): void => {
    desk.drafts.write(conversation, "reply", text);
    if (reply !== "mine" || text === "" || Date.now() - typedAt.current < TYPING_EVERY_MS) return;
    typedAt.current = Date.now();
    desk.typing(conversation);
  };
  return (
    <WritingForm
      name="Reply"
      placeholder={reply === "mine" ? "Write a reply" : "Write a reply: it takes the conversation over"}
      hint="Enter sends, Shift + Enter starts a new line"
      button={reply === "mine" ? "Send reply" : "Take over and reply"}
      icon="send"
      text={desk.drafts.text(conversation, "reply")}
      field={field}
      onText={onText}
      onSend={(text) => {
        desk.drafts.write(conversation, "reply", "");
        desk.outbox.send({ conversation, text, generation, afterSeq: lastSeq(state.timeline) });
      }}
    />
  );
}
