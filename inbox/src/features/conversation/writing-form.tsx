import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Icon, type IconName } from "../parts/icon.tsx";

const TEXT_LENGTH_MAX = 8_000;
const LENGTH_SHOWN_FROM = 7_000;
const HEIGHT_MAX_PX = 260;

interface WritingFormProps {
  name: string;
  placeholder: string;
  hint: string;
  /** What else describes the field, by id. */
  describedBy?: string;
  button: string;
  icon: IconName;
  text: string;
  field: RefObject<HTMLTextAreaElement>;
  onText: (text: string) => void;
  onSend: (text: string) => void;
}

/** Where something is written and sent off: it grows with the text and sends neither nothing nor too much. */
export function WritingForm({
  name,
  placeholder,
  hint,
  describedBy = "",
  button,
  icon,
  text,
  field,
  onText,
  onSend,
}: WritingFormProps) {
  useLayoutEffect(() => grow(field.current), [text, name]);
  const tooLong = text.length > TEXT_LENGTH_MAX;
  const send = (): void => {
    if (text.trim() !== "" && !tooLong) onSend(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") field.current?.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        class="input composer-field"
        aria-label={name}
        aria-describedby={`${describedBy} composer-hint`.trim()}
        placeholder={placeholder}
        rows={2}
        dir="auto"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer-foot">
        <p id="composer-hint" class={tooLong ? "field-error" : "muted small"}>
          {text.length > LENGTH_SHOWN_FROM
            ? `${text.length.toLocaleString("en-GB")} of ${TEXT_LENGTH_MAX.toLocaleString("en-GB")} characters`
            : hint}
        </p>
        <button type="submit" class="button button-primary" aria-disabled={text.trim() === "" || tooLong}>
          <Icon name={icon} size={16} /> {button}
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
