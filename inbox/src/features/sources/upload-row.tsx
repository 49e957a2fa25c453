import type { Upload } from "../../state/sources-state.ts";
import { bytesWords } from "../../text/words.ts";
import { useDesk } from "../shell/context.ts";

/** A file on its way to the server, or the reason why it did not get there. */
export function UploadRow({ upload }: { upload: Upload }) {
  const desk = useDesk();
  return (
    <li class="upload">
      <span class="upload-name" dir="auto">
        {upload.name}
      </span>
      {upload.reason === null ? (
        <>
          <progress max={upload.bytes} value={upload.sent} aria-label={`Sending ${upload.name}`} />
          <span class="muted small">
            {bytesWords(upload.sent)} of {bytesWords(upload.bytes)}
          </span>
        </>
      ) : (
        <>
          <span class="field-error" role="alert">
            {upload.reason}
          </span>
          <button
            type="button"
            class="button button-small"
            onClick={() => desk.sources.dispatch({ kind: "upload_gone", key: upload.key })}
          >
            Dismiss
          </button>
        </>
      )}
    </li>
  );
}
