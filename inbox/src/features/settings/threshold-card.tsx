import type { ReadyReplay } from "@baton/protocol";
import { useId, useRef } from "preact/hooks";
import { changeWords, curveWords, savedWords } from "../../text/threshold-words.ts";
import { dayTime } from "../../text/times.ts";
import { percent, plural } from "../../text/words.ts";
import { Notice, Skeleton } from "../parts/states.tsx";
import { Ago } from "../parts/time.tsx";
import { now, useDesk } from "../shell/context.ts";
import { FlipList } from "./flip-list.tsx";
import { CurveTable, ThresholdChart } from "./threshold-chart.tsx";

/** The handoff threshold, labelled by its effect, over the curve of what it would have done to past questions. */
export function ThresholdCard() {
  const store = useDesk().threshold;
  const saved = store.saved.value;
  const replay = store.replay.value;
  const ready = replay?.state === "ready" && replay.questions > 0 ? replay : null;
  const point = ready?.points[Math.round(store.value * 100)];
  return (
    <section class="card threshold" aria-labelledby="threshold-name">
      <h2 id="threshold-name">How sure the agent must be</h2>
      {!saved && store.failure.value === null && <Skeleton rows={2} shape="field" />}
      {saved && (
        <>
          {ready && <ThresholdChart points={ready.points} current={saved.threshold} chosen={store.value} />}
          <Slider words={ready && point ? curveWords(ready, point) : null} />
          {ready && point && (
            <div>
              <p class="threshold-finding">{curveWords(ready, point)}</p>
              <p class="muted small">{savedWords(point.saved)}</p>
            </div>
          )}
          <Acts />
          {ready && <FlipList flips={store.flips.value} onMore={() => void store.moreFlips()} />}
          {ready && <CurveTable points={ready.points} />}
          <ReplayLine />
          <Changes />
        </>
      )}
      {store.failure.value !== null && <Notice tone="danger">{store.failure.value}</Notice>}
    </section>
  );
}

function Slider({ words }: { words: string | null }) {
  const store = useDesk().threshold;
  const about = useId();
  const { value } = store;
  const effect = `hands over below ${percent(value)}`;
  return (
    <div class="threshold-slider">
      <input
        type="range"
        aria-labelledby="threshold-name"
        aria-describedby={about}
        aria-valuetext={words === null ? effect : `${effect}. ${words}`}
        min={0}
        max={100}
        step={1}
        value={Math.round(value * 100)}
        onInput={(event) => store.choose(Number(event.currentTarget.value) / 100)}
      />
      <div class="threshold-ends">
        <span>← answer more</span>
        <strong>{effect}</strong>
        <span>hand over more →</span>
      </div>
      <p class="muted small" id={about}>
        Left: more answers, some of them wrong. Right: fewer wrong answers, more work for the team.
      </p>
    </div>
  );
}

function Acts() {
  const store = useDesk().threshold;
  const saved = store.saved.value;
  if (!saved) return null;
  const moved = store.value !== saved.threshold;
  return (
    <div class="form-acts">
      <button
        type="button"
        class="button button-primary"
        aria-disabled={!moved || store.busy.value}
        onClick={() => moved && void store.apply()}
      >
        {moved ? `Apply ${percent(store.value)}` : "Apply"}
      </button>
      {saved.undoTo !== null && (
        <button type="button" class="button" aria-disabled={store.busy.value} onClick={() => void store.undo()}>
          Undo: back to {percent(saved.undoTo)}
        </button>
      )}
      <p class="muted" role="status">
        {moved ? `Now ${percent(saved.threshold)}. Not applied yet.` : store.news.value}
      </p>
    </div>
  );
}

/** Where the curve comes from, and the ways to a new one. */
function ReplayLine() {
  const store = useDesk().threshold;
  const picker = useRef<HTMLInputElement>(null);
  const replay = store.replay.value;
  const running = replay?.state === "running";
  const pick = (event: { currentTarget: HTMLInputElement }): void => {
    const [file] = event.currentTarget.files ?? [];
    if (file) void store.replayFile(file);
    event.currentTarget.value = "";
  };
  return (
    <div class="replay">
      {replay?.state === "none" && (
        <p>
          <strong>Choose on your own history.</strong> The agent is asked again what customers asked it before, and you
          see what every threshold would have done. Nothing is sent to any customer.
        </p>
      )}
      {running && (
        <div role="status">
          <progress max={Math.max(1, replay.total)} value={replay.done} aria-label="Questions asked again" />
          <p class="muted small">
            {replay.total === 0 ? "Gathering the questions…" : `${replay.done} of ${replay.total} asked again`}
          </p>
        </div>
      )}
      {replay?.state === "failed" && (
        <Notice tone="danger">The questions could not be asked again. Trying again is safe.</Notice>
      )}
      {replay?.state === "ready" && <Origin replay={replay} />}
      <div class="form-acts">
        <button type="button" class="button button-small" onClick={() => void store.replayHistory()}>
          {replay?.state === "none" ? "Replay past questions" : "Replay past questions again"}
        </button>
        <button type="button" class="button button-small" onClick={() => picker.current?.click()}>
          Import questions
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".jsonl,.csv,.txt"
          aria-label="File of questions"
          onChange={pick}
        />
      </div>
      <p class="muted small">
        A file holds JSON lines with id, text and answerable, or CSV with the columns question and answerable.
      </p>
    </div>
  );
}

function Origin({ replay }: { replay: ReadyReplay }) {
  return (
    <>
      {replay.sourcesChanged && (
        <Notice tone="waiting">The sources have changed since. Replay again to see what holds now.</Notice>
      )}
      {replay.questions === 0 ? (
        <p>
          <strong>There is no history yet.</strong> Import questions that your customers asked elsewhere, or come back
          when the agent has been asked some.
        </p>
      ) : (
        <p class="muted small">
          From {plural(replay.questions, "question", "questions")} ({replay.origin === "history" ? "past" : "imported"}
          ), {replay.labelled} with a known outcome; {replay.leftOut} requests for a person and small talk are left out.
          Asked at {dayTime(replay.madeAt, now.value)}.
        </p>
      )}
    </>
  );
}

function Changes() {
  const changes = useDesk().threshold.saved.value?.changes ?? [];
  if (changes.length === 0) return null;
  return (
    <details class="changes">
      <summary>How it came here</summary>
      <ul>
        {changes.map((change) => (
          <li key={change.at}>
            {changeWords(change)}{" "}
            <span class="muted small">
              <Ago at={change.at} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
