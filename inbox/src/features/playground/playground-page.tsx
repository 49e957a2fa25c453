import { Empty, Notice, Skeleton } from "../parts/states.tsx";
import { useDesk } from "../shell/context.ts";
import { DecisionView } from "./decision-view.tsx";

/** One question to the agent, and why it would answer or hand over. No customer sees any of it. */
export function PlaygroundPage() {
  const store = useDesk().playground;
  const state = store.state.value;
  return (
    <div class="wide-page">
      <header class="page-head">
        <h1>Playground</h1>
        <p class="muted">Ask what a customer would ask. Nothing is sent, and nothing is kept.</p>
      </header>
      <form
        class="card playground-ask"
        onSubmit={(event) => {
          event.preventDefault();
          void store.ask();
        }}
      >
        <label class="field">
          <span class="field-name">Question</span>
          <input
            class="input"
            required
            maxLength={8_000}
            dir="auto"
            value={store.question.value}
            onInput={(event) => {
              store.question.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button button-primary">
          {state.kind === "asking" ? "Asking…" : "Ask the agent"}
        </button>
      </form>
      <div aria-live="polite">
        {state.kind === "blank" && (
          <Empty icon="playground" title="Ask one question">
            <p class="muted">You will see what the agent would say, how sure it is, and the passages it rests on.</p>
          </Empty>
        )}
        {state.kind === "asking" && <Skeleton rows={3} shape="field" />}
        {state.kind === "failed" && <Notice tone="danger">{state.reason}</Notice>}
        {state.kind === "decided" && <DecisionView question={state.question} decision={state.decision} />}
      </div>
    </div>
  );
}
