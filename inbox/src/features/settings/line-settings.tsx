import { type FormProps, TextSetting } from "./fields.tsx";

/** What the customer reads around a handoff. */
export function LineSettings(props: FormProps) {
  return (
    <fieldset class="card">
      <legend>What the customer reads</legend>
      <TextSetting
        {...props}
        field="greeting"
        name="Greeting"
        hint="Shown before the first message. May be empty."
        rows={2}
      />
      <TextSetting
        {...props}
        field="handoffLine"
        name="Handoff line"
        hint="Said with a handoff while an operator is here."
        rows={2}
      />
      <TextSetting
        {...props}
        field="awayLine"
        name="Away line"
        hint="Said with a handoff while nobody is here."
        rows={2}
      />
      <TextSetting
        {...props}
        field="expectedWait"
        name="Expected wait"
        hint="Shown while the customer waits. Promise only what you keep. May be empty."
      />
      <TextSetting
        {...props}
        field="unansweredLine"
        name="Unanswered line"
        hint="Said instead of a handoff while handing over is off."
        rows={2}
      />
    </fieldset>
  );
}
