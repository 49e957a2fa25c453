import { useLayoutEffect, useRef } from "preact/hooks";
import type { Client } from "../client.ts";
import { words } from "../words.ts";
import { SendIcon } from "./icons.tsx";

const DEFAULT_LENGTH_MAX = 8_000;
const COUNTER_FROM = 0.9;
const HEIGHT_MAX_PX = 160;

export function Composer({ client }: { client: Client }) {
  const { settings } = client.state.value;
  const text = client.draft.value;
  const area = useRef<HTMLTextAreaElement>(null);
  const lengthMax = settings?.messageLengthMax ?? DEFAULT_LENGTH_MAX;
  const length = text.trim().length;
  const sendable = length > 0 && length <= lengthMax;

  const calls = client.focusCalls.value;
  useLayoutEffect(() => {
    // On a touch screen focus would cover half of the chat with the keyboard before anything is read.
    if (calls > 0 && (text !== "" || !matchMedia("(pointer: coarse)").matches)) area.current?.focus();
  }, [calls]);
  useLayoutEffect(() => {
    const field = area.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, HEIGHT_MAX_PX)}px`;
  }, [text]);

  const send = () => {
    if (!sendable) return;
    client.draft.value = "";
    client.write(text.trim());
    area.current?.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    // Enter that ends a composition (Japanese, Chinese, …) chooses a word; it does not send.
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
      <div class="field">
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          aria-label={words.message}
          aria-invalid={length > lengthMax}
          aria-describedby="length"
          placeholder={words.placeholder}
          onKeyDown={keyDown}
          onInput={(event) => {
            client.draft.value = event.currentTarget.value;
            if (event.currentTarget.value.trim()) client.typing();
          }}
        />
        <button type="submit" class="send" aria-label={words.send} title={words.send} aria-disabled={!sendable}>
          <SendIcon />
        </button>
      </div>
      <p id="length" class={length > lengthMax ? "length over" : "length"} role="status">
        {length > lengthMax
          ? words.tooLong(length - lengthMax)
          : length >= lengthMax * COUNTER_FROM
            ? words.left(lengthMax - length)
            : ""}
      </p>
    </form>
  );
}
