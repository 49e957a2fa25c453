import { useState } from "preact/hooks";
import { useDesk } from "../shell/context.ts";
import { Field, type FormProps, TextSetting } from "./fields.tsx";

const SPOKEN_COLOUR = /^#[0-9a-f]{6}$/i;

/** How the widget looks, where it may stand, and the tag that puts it there. */
export function WidgetSettings(props: FormProps) {
  const { form, errors, edit } = props;
  return (
    <fieldset class="card">
      <legend>Workspace and widget</legend>
      <TextSetting
        {...props}
        field="workspaceName"
        name="Workspace name"
        hint="Customers see it at the top of the widget."
      />
      <Field
        field="accent"
        name="Accent colour"
        hint="Darkened or lightened where it would be hard to read."
        error={errors.accent}
      >
        {(wiring) => (
          <div class="accent">
            <input
              type="color"
              aria-label="Choose the accent colour"
              value={SPOKEN_COLOUR.test(form.accent) ? form.accent : "#000000"}
              onInput={(event) => edit({ accent: event.currentTarget.value })}
            />
            <input
              {...wiring}
              class="input input-short"
              spellcheck={false}
              value={form.accent}
              onInput={(event) => edit({ accent: event.currentTarget.value })}
            />
          </div>
        )}
      </Field>
      <Field
        field="allowedSites"
        name="Allowed sites"
        hint="Where the widget may stand, one a line, such as https://www.example.com. At most 50."
        error={errors.allowedSites}
      >
        {(wiring) => (
          <textarea
            {...wiring}
            rows={4}
            spellcheck={false}
            value={form.allowedSites}
            onInput={(event) => edit({ allowedSites: event.currentTarget.value })}
          />
        )}
      </Field>
      <ScriptTag />
    </fieldset>
  );
}

function ScriptTag() {
  const { key } = useDesk().session.workspace;
  const [outcome, setOutcome] = useState("");
  const tag = `<script async src="${location.origin}/widget/loader.js" data-workspace="${key}"></script>`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(tag);
      setOutcome("Copied.");
    } catch {
      setOutcome("The browser did not allow copying. Select the tag and copy it yourself.");
    }
  };
  return (
    <div class="field">
      <p class="field-name" id="script-tag-name">
        Script tag for your site
      </p>
      <textarea class="input code" rows={2} readOnly aria-labelledby="script-tag-name" value={tag} spellcheck={false} />
      <div class="form-acts">
        <button type="button" class="button button-small" onClick={() => void copy()}>
          Copy script tag
        </button>
        <span class="muted small" role="status">
          {outcome}
        </span>
      </div>
    </div>
  );
}
