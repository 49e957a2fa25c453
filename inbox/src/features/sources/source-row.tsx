import type { Source } from "@baton/protocol";
import { useState } from "preact/hooks";
import { bytesWords, plural, SOURCE_STATE_WORDS } from "../../text/words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { WebLink } from "../parts/plain-text.tsx";
import { Notice } from "../parts/states.tsx";
import { Ago } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";

const TONES: Record<Source["state"], string> = {
  queued: "closed",
  reading: "operator",
  ready: "agent",
  failed: "danger",
};

/** One source: how far it has come, and why not further. */
export function SourceRow({ source }: { source: Source }) {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const busy = source.state === "queued" || source.state === "reading";
  const remove = async (): Promise<void> => {
    setAsking(false);
    setReason(await desk.sources.remove(source.id));
  };
  return (
    <li class="source">
      <span class="source-icon">
        <Icon name={source.kind} size={20} />
      </span>
      <div class="source-what">
        <p class="source-title" dir="auto">
          {source.title || source.name || source.url}
        </p>
        <p class="muted small source-facts">
          {source.url && <WebLink href={source.url} text={source.url} />}
          {source.name && source.name !== source.title && <span dir="auto">{source.name}</span>}
          {source.state === "ready" && (
            <span>
              {plural(source.pages, "page", "pages")}, {plural(source.passages, "passage", "passages")}
            </span>
          )}
          {source.bytes > 0 && <span>{bytesWords(source.bytes)}</span>}
          <span>
            added <Ago at={source.addedAt} />
          </span>
          {source.readAt && (
            <span>
              read <Ago at={source.readAt} />
            </span>
          )}
        </p>
        {source.state === "failed" && <p class="source-reason">{source.reason ?? "It could not be read."}</p>}
        {reason !== null && <Notice tone="danger">{reason}</Notice>}
      </div>
      <span class={`chip tone-${TONES[source.state]}`}>{SOURCE_STATE_WORDS[source.state]}</span>
      <div class="source-acts">
        <button
          type="button"
          class="button button-small"
          aria-label={`Read again: ${source.title}`}
          aria-disabled={busy}
          onClick={async () => busy || setReason(await desk.sources.readAgain(source.id))}
        >
          Read again
        </button>
        <button
          type="button"
          class="button button-small"
          aria-label={`Remove: ${source.title}`}
          onClick={() => setAsking(true)}
        >
          Remove
        </button>
      </div>
      {asking && (
        <Dialog title="Remove this source?" shape="centre" onClose={() => setAsking(false)}>
          <p dir="auto">
            The agent stops answering from “{source.title}” at once. Answers already given stay as they are.
          </p>
          <div class="dialog-acts">
            <button type="button" class="button" data-first onClick={() => setAsking(false)}>
              Keep it
            </button>
            <button type="button" class="button button-danger" onClick={() => void remove()}>
              Remove source
            </button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
