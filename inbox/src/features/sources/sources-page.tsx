import { useRef } from "preact/hooks";
import { FILE_BYTES_MAX, newestFirst } from "../../state/sources-state.ts";
import { bytesWords, plural } from "../../text/words.ts";
import { Empty, Failure, Skeleton } from "../parts/states.tsx";
import { useDesk } from "../shell/context.ts";
import { AddSource } from "./add-source.tsx";
import { useFileDrop } from "./file-drop.ts";
import { SourceRow } from "./source-row.tsx";
import { UploadRow } from "./upload-row.tsx";

/** What the agent answers from. Files may be dropped anywhere on the page. */
export function SourcesPage() {
  const desk = useDesk();
  const state = desk.sources.state.value;
  const sources = newestFirst(state);
  const page = useRef<HTMLDivElement>(null);
  const over = useFileDrop(page, (files) => desk.sources.addFiles(files));

  return (
    <div class={`wide-page ${over ? "drop-over" : ""}`} ref={page}>
      <header class="page-head">
        <h1>Sources</h1>
        <p class="muted">
          The agent answers from these and from nothing else. Files up to {bytesWords(FILE_BYTES_MAX)}: PDF, HTML,
          Markdown, text, and CSV with questions and answers.
        </p>
      </header>
      <AddSource />
      {state.uploads.length > 0 && (
        <ul class="uploads" aria-label="Files being sent">
          {state.uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {state.status === "loading" && <Skeleton rows={5} shape="row" />}
      {state.status === "failed" && (
        <Failure what="The sources could not be loaded" onRetry={() => void desk.sources.load()} />
      )}
      {state.status === "ready" && sources.length === 0 && (
        <Empty icon="sources" title="No sources yet">
          <p class="muted">
            Until there is one, the agent hands every question over. Add a file, a link or a text above, or drop files
            here.
          </p>
        </Empty>
      )}
      {sources.length > 0 && (
        <>
          <p class="muted small" aria-live="polite">
            {plural(sources.length, "source", "sources")},{" "}
            {plural(
              sources.filter((source) => source.state === "ready").length,
              "ready to answer from",
              "ready to answer from",
            )}
          </p>
          <ul class="sources">
            {sources.map((source) => (
              <SourceRow key={source.id} source={source} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
