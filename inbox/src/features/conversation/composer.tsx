import type { InboxEntry } from "@baton/protocol";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { actsOn } from "../../state/acts.ts";
import { type ConversationState, lastSeq } from "../../state/conversation-state.ts";
import { Icon } from "../parts/icon.tsx";
import { useDesk } from "../shell/context.ts";

const MESSAGE_LENGTH_MAX = 8_000;
const LENGTH_SHOWN_FROM = 7_000;
const TYPING_EVERY_MS = 2_000;
const HEIGHT_MAX_PX = 260;

interface ComposerProps {
  entry: InboxEntry;
  state: ConversationState;
  field: RefObject<HTMLTextAreaElement>;
}

/** Where a reply is written. It says beforehand when sending would also take the conversation over. */
export function Composer({ entry, state, field }: ComposerProps) {
  const desk = useDesk();
  const typedAt = useRef(0);
  const { reply } = actsOn(entry, desk.me);
  const text = desk.drafts.state.value[entry.conversation] ?? "";
  useLayoutEffect(() => grow(field.current), [text, reply]);

  if (reply === "closed") {
    return (
      <p class="composer composer-words">Closed. The customer's next message reopens it, and the agent answers.</p>
    );
  }
  if (reply === "blocked") {
    return (
      <p class="composer composer-words" dir="auto">
        {entry.operator?.name ?? "Another operator"} answers here. Take over to reply.
      </p>
    );
  }

  const tooLong = text.length > MESSAGE_LENGTH_MAX;
  const label = reply === "mine" ? "Send reply" : "Take over and reply";
  const send = (): void => {
    if (text.trim() === "" || tooLong) return;
    const { conversation, generation } = entry;
    desk.drafts.write(conversation, "");
    desk.outbox.send({ conversation, text: text.trim(), generation, afterSeq: lastSeq(state.timeline) });
  };
  const onInput = (value: string): void => {
    desk.drafts.write(entry.conversation, value);
    if (reply !== "mine" || value === "" || Date.now() - typedAt.current < TYPING_EVERY_MS) return;
    typedAt.current = Date.now();
    desk.typing(entry.conversation);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") field.current?.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        class="input composer-field"
        aria-label="Reply"
        aria-describedby="composer-hint"
        placeholder={reply === "mine" ? "Write a reply" : "Write a reply: it takes the conversation over"}
        rows={2}
        dir="auto"
        value={text}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer-foot">
        <p id="composer-hint" class={tooLong ? "field-error" : "muted small"}>
          {text.length > LENGTH_SHOWN_FROM
            ? `${text.length.toLocaleString("en-GB")} of ${MESSAGE_LENGTH_MAX.toLocaleString("en-GB")} characters`
            : "Enter sends, Shift + Enter starts a new line"}
        </p>
        <button type="submit" class="button button-primary" aria-disabled={text.trim() === "" || tooLong}>
          <Icon name="send" size={16} /> {label}
        </button>
      </div>
    </form>
  );
}

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, HEIGHT_MAX_PX)}px`;
}
