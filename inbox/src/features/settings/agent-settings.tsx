import { useId } from "preact/hooks";
import { percent } from "../../text/words.ts";
import { Field, type FormProps, Switch } from "./fields.tsx";

/** When the agent answers and when a person does. */
export function AgentSettings(props: FormProps) {
  const { form, errors, edit } = props;
  return (
    <fieldset class="card">
      <legend>Answering and handing over</legend>
      <Switch
        name="Hand questions over to the team"
        hint={
          form.handoffRouting
            ? "On: what the agent cannot answer waits for a person."
            : "Off: the agent says that it could not find an answer, and nobody is called."
        }
        on={form.handoffRouting}
        onChange={(handoffRouting) => edit({ handoffRouting })}
      />
      <Switch
        name="Customers may ask for a person"
        hint={
          form.explicitRequests
            ? "On: asking for a person hands over at once, whatever the agent knows."
            : "Off: asking for a person is treated like any other question."
        }
        on={form.explicitRequests}
        onChange={(explicitRequests) => edit({ explicitRequests })}
      />
      <Threshold {...props} />
      <Field
        field="sessionWindowHours"
        name="Session window, in hours"
        hint="How long a customer who left comes back to the same conversation: 1 to 720."
        error={errors.sessionWindowHours}
      >
        {(wiring) => (
          <input
            {...wiring}
            class="input input-short"
            inputMode="numeric"
            value={form.sessionWindowHours}
            onInput={(event) => edit({ sessionWindowHours: event.currentTarget.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}

/** The handoff threshold, labelled by its effect: to the right more is handed over. */
function Threshold({ form, errors, edit }: FormProps) {
  const id = useId();
  const value = Math.round(form.handoffThreshold * 100);
  return (
    <div class="field threshold" data-field="handoffThreshold">
      <label class="field-name" for={id}>
        How sure the agent must be
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={value}
        aria-valuetext={`Hands over below ${percent(form.handoffThreshold)}`}
        aria-describedby={`${id}-about`}
        onInput={(event) => edit({ handoffThreshold: Number(event.currentTarget.value) / 100 })}
      />
      <div class="threshold-ends">
        <span>← answer more</span>
        <span class="muted small">hands over below {percent(form.handoffThreshold)}</span>
        <span>hand over more →</span>
      </div>
      <p class="muted small" id={`${id}-about`}>
        Left: more answers, some of them wrong. Right: fewer wrong answers, more work for the team.
      </p>
      {errors.handoffThreshold && <p class="field-error">{errors.handoffThreshold}</p>}
    </div>
  );
}
