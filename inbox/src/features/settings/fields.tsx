import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import {
  type SettingsField,
  type SettingsForm,
  type SettingsState,
  TEXT_LIMITS,
  type TextField,
} from "../../state/settings-state.ts";

export interface FormProps {
  form: SettingsForm;
  errors: SettingsState["errors"];
  edit: (change: Partial<SettingsForm>) => void;
}

interface TextProps extends FormProps {
  field: TextField;
  name: string;
  hint?: string;
  rows?: number;
}

/** A text with its limit; how much is left is said when it becomes scarce. */
export function TextSetting({ form, errors, edit, field, name, hint, rows = 1 }: TextProps) {
  const { most } = TEXT_LIMITS[field];
  const value = form[field];
  const scarce = value.length > most * 0.8 ? `${value.length} of ${most} characters` : null;
  return (
    <Field field={field} name={name} hint={hint} note={scarce} error={errors[field]}>
      {(wiring) =>
        rows > 1 ? (
          <textarea
            {...wiring}
            rows={rows}
            dir="auto"
            value={value}
            onInput={(event) => edit({ [field]: event.currentTarget.value })}
          />
        ) : (
          <input
            {...wiring}
            dir="auto"
            value={value}
            onInput={(event) => edit({ [field]: event.currentTarget.value })}
          />
        )
      }
    </Field>
  );
}

interface Wiring {
  id: string;
  class: string;
  "aria-invalid": boolean;
  "aria-describedby": string;
}

interface FieldProps {
  field: SettingsField;
  name: string;
  hint?: string | undefined;
  note?: string | null;
  error: string | undefined;
  children: (wiring: Wiring) => ComponentChildren;
}

/** A name, a control, a hint, and what is wrong, tied together for everybody. */
export function Field({ field, name, hint, note = null, error, children }: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div class="field" data-field={field}>
      <label class="field-name" for={id}>
        {name}
      </label>
      {children({ id, class: "input", "aria-invalid": error !== undefined, "aria-describedby": about })}
      <div id={about}>
        {error !== undefined && <p class="field-error">{error}</p>}
        {hint && <p class="muted small">{hint}</p>}
        {note !== null && <p class="muted small">{note}</p>}
      </div>
    </div>
  );
}

interface SwitchProps {
  name: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Something that is on or off, with what either means. */
export function Switch({ name, hint, on, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div class="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label class="field-name" for={id}>
          {name}
        </label>
        <p class="muted small" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  );
}
