import { Field, type FormProps, Switch } from "./fields.tsx";

/** When the agent answers and when a person does. */
export function AgentSettings({ form, errors, edit }: FormProps) {
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
