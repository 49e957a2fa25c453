import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { useFirstFocus } from "../parts/first-focus.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/states.tsx";
import { useDesk } from "../shell/context.ts";

const READABLE = ".pdf,.html,.htm,.md,.markdown,.txt,.csv";

/** The three ways to add a source. */
export function AddSource() {
  const desk = useDesk();
  const picker = useRef<HTMLInputElement>(null);
  const [form, setForm] = useState<"link" | "text" | null>(null);
  const pick = (): void => {
    const input = picker.current;
    if (!input) return;
    desk.sources.addFiles([...(input.files ?? [])]);
    input.value = "";
  };
  return (
    <div class="card add-source">
      <div class="add-source-ways">
        <button type="button" class="button button-primary" onClick={() => picker.current?.click()}>
          <Icon name="file" /> Add files
        </button>
        <button
          type="button"
          class="button"
          aria-expanded={form === "link"}
          onClick={() => setForm(form === "link" ? null : "link")}
        >
          <Icon name="link" /> Add a link
        </button>
        <button
          type="button"
          class="button"
          aria-expanded={form === "text"}
          onClick={() => setForm(form === "text" ? null : "text")}
        >
          <Icon name="text" /> Add a text
        </button>
        <span class="muted add-source-hint">or drop files anywhere on this page</span>
        <input ref={picker} type="file" multiple accept={READABLE} hidden onChange={pick} aria-label="Files to add" />
      </div>
      {form === "link" && <LinkForm onDone={() => setForm(null)} />}
      {form === "text" && <TextForm onDone={() => setForm(null)} />}
    </div>
  );
}

function LinkForm({ onDone }: { onDone: () => void }) {
  const desk = useDesk();
  const first = useFirstFocus<HTMLInputElement>();
  const [url, setUrl] = useState("");
  return (
    <AddForm act="Add link" send={() => desk.sources.addLink(url.trim())} onDone={onDone}>
      <label class="field">
        <span class="field-name">Web address of one page</span>
        <input
          class="input"
          type="url"
          required
          ref={first}
          placeholder="https://www.example.com/help/shipping"
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
    </AddForm>
  );
}

function TextForm({ onDone }: { onDone: () => void }) {
  const desk = useDesk();
  const first = useFirstFocus<HTMLInputElement>();
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  return (
    <AddForm act="Add text" send={() => desk.sources.addText(title.trim(), text)} onDone={onDone}>
      <label class="field">
        <span class="field-name">Title</span>
        <input
          class="input"
          required
          ref={first}
          dir="auto"
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span class="field-name">Text</span>
        <textarea
          class="input"
          rows={6}
          required
          dir="auto"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
    </AddForm>
  );
}

interface AddFormProps {
  act: string;
  send: () => Promise<string | null>;
  onDone: () => void;
  children: ComponentChildren;
}

function AddForm({ act, send, onDone, children }: AddFormProps) {
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const refusal = await send();
    setBusy(false);
    setReason(refusal);
    if (refusal === null) onDone();
  };
  return (
    <form class="add-form" onSubmit={submit}>
      {children}
      {reason !== null && <Notice tone="danger">{reason}</Notice>}
      <div class="form-acts">
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {busy ? "Adding…" : act}
        </button>
        <button type="button" class="button button-quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
