import { useEffect } from "preact/hooks";
import { isDirty } from "../../state/settings-state.ts";
import { hasUnsavedChanges } from "../../store/settings-store.ts";
import { Empty, Failure, Notice, Skeleton } from "../parts/states.tsx";
import { useDesk } from "../shell/context.ts";
import { AgentSettings } from "./agent-settings.tsx";
import { LineSettings } from "./line-settings.tsx";
import { ThresholdCard } from "./threshold-card.tsx";
import { WidgetSettings } from "./widget-settings.tsx";

/** The workspace's settings: one form, one button. */
export function SettingsPage() {
  const desk = useDesk();
  const store = desk.settings;
  const state = store.state.value;
  const dirty = isDirty(state);

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (hasUnsavedChanges(store)) event.preventDefault();
    };
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, [store]);
  useEffect(() => {
    document.querySelector<HTMLElement>(".settings [aria-invalid='true']")?.focus();
  }, [state.errors]);

  if (desk.session.operator.role !== "admin") {
    return (
      <div class="wide-page">
        <h1>Settings</h1>
        <Empty icon="settings" title="Only admins change settings">
          <p class="muted">Ask an admin of {desk.session.workspace.name}.</p>
        </Empty>
      </div>
    );
  }
  return (
    <div class="wide-page settings">
      <header class="page-head">
        <h1>Settings</h1>
      </header>
      {state.status === "loading" && <Skeleton rows={6} shape="field" />}
      {state.status === "failed" && (
        <Failure what="The settings could not be loaded" onRetry={() => void store.load()} />
      )}
      <ThresholdCard />
      {state.form && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void store.save();
          }}
        >
          <AgentSettings
            form={state.form}
            errors={state.errors}
            edit={(change) => store.dispatch({ kind: "edit", change })}
          />
          <LineSettings
            form={state.form}
            errors={state.errors}
            edit={(change) => store.dispatch({ kind: "edit", change })}
          />
          <WidgetSettings
            form={state.form}
            errors={state.errors}
            edit={(change) => store.dispatch({ kind: "edit", change })}
          />
          <SaveBar dirty={dirty} />
        </form>
      )}
    </div>
  );
}

function SaveBar({ dirty }: { dirty: boolean }) {
  const store = useDesk().settings;
  const { save, failure, stale, errors } = store.state.value;
  const wrong = Object.keys(errors).length;
  return (
    <div class="save-bar">
      {stale && (
        <Notice tone="waiting">
          Somebody else has saved these settings meanwhile. Reload them to go on; what you typed here is then replaced.
          <button type="button" class="button button-small" onClick={() => void store.load()}>
            Reload settings
          </button>
        </Notice>
      )}
      {failure !== null && <Notice tone="danger">{failure}</Notice>}
      <div class="form-acts">
        <button type="submit" class="button button-primary" aria-disabled={!dirty || stale || save === "saving"}>
          {save === "saving" ? "Saving…" : "Save settings"}
        </button>
        {dirty && (
          <button type="button" class="button button-quiet" onClick={() => store.undo()}>
            Undo changes
          </button>
        )}
        <p class="muted" role="status">
          {wrong > 0 && `${wrong === 1 ? "One field needs" : `${wrong} fields need`} another look.`}
          {wrong === 0 && save === "saved" && !dirty && "Saved."}
          {wrong === 0 && dirty && save !== "saving" && "Not saved yet."}
        </p>
      </div>
    </div>
  );
}
