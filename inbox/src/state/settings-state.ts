import type { Settings } from "@baton/protocol";

/** The settings form: what was read, what is typed, and what is wrong with it. Nothing is saved but by the button. */
export interface SettingsState {
  status: "idle" | "loading" | "ready" | "failed";
  saved: Settings | null;
  form: SettingsForm | null;
  errors: Partial<Record<SettingsField, string>>;
  save: "idle" | "saving" | "saved";
  /** Why the last save did not happen, when it is no field's fault. */
  failure: string | null;
  /** Somebody else has saved meanwhile: these settings can only be read anew. */
  stale: boolean;
}

export type SettingsForm = Omit<Settings, "version" | "allowedSites" | "sessionWindowHours"> & {
  sessionWindowHours: string;
  allowedSites: string;
};
export type SettingsField = keyof SettingsForm;

export type SettingsAction =
  | { kind: "fetching" }
  | { kind: "fetched"; settings: Settings }
  | { kind: "fetch_failed" }
  | { kind: "edit"; change: Partial<SettingsForm> }
  | { kind: "saving" }
  | { kind: "saved"; settings: Settings }
  | { kind: "refused"; errors: SettingsState["errors"]; failure: string | null }
  | { kind: "changed_elsewhere"; version: number }
  | { kind: "threshold_moved"; version: number; threshold: number };

export const TEXT_LIMITS = {
  workspaceName: { least: 1, most: 80 },
  greeting: { least: 0, most: 500 },
  handoffLine: { least: 1, most: 500 },
  awayLine: { least: 1, most: 500 },
  expectedWait: { least: 0, most: 200 },
  unansweredLine: { least: 1, most: 500 },
} as const;
export type TextField = keyof typeof TEXT_LIMITS;
const SITES_MAX = 50;
const WINDOW_HOURS_MAX = 720;

export const noSettings: SettingsState = {
  status: "idle",
  saved: null,
  form: null,
  errors: {},
  save: "idle",
  failure: null,
  stale: false,
};

export function settingsReducer(state: SettingsState, action: SettingsAction): SettingsState {
  switch (action.kind) {
    case "fetching":
      return { ...state, status: state.status === "ready" ? "ready" : "loading" };
    case "fetched":
      return { ...noSettings, status: "ready", saved: action.settings, form: formOf(action.settings) };
    case "fetch_failed":
      return state.status === "ready" ? state : { ...state, status: "failed" };
    case "edit":
      return {
        ...state,
        form: state.form && { ...state.form, ...action.change },
        save: "idle",
        ...cleared(state, action.change),
      };
    case "saving":
      return { ...state, save: "saving", errors: {}, failure: null };
    case "saved":
      return { ...noSettings, status: "ready", saved: action.settings, form: formOf(action.settings), save: "saved" };
    case "refused":
      return { ...state, save: "idle", errors: action.errors, failure: action.failure };
    case "changed_elsewhere":
      return {
        ...state,
        stale: state.saved !== null && state.save !== "saving" && action.version > state.saved.version,
      };
    case "threshold_moved":
      return thresholdMoved(state, action.version, action.threshold);
  }
}

/** Moved on this page, beside the form: what is typed in it stays, and can still be saved. */
function thresholdMoved(state: SettingsState, version: number, handoffThreshold: number): SettingsState {
  if (state.saved === null || state.form === null || version !== state.saved.version + 1) return state;
  return {
    ...state,
    saved: { ...state.saved, version, handoffThreshold },
    form: { ...state.form, handoffThreshold },
    stale: false,
  };
}

function cleared(state: SettingsState, change: Partial<SettingsForm>): Pick<SettingsState, "errors"> {
  const errors = { ...state.errors };
  for (const field of Object.keys(change) as SettingsField[]) delete errors[field];
  return { errors };
}

export function formOf(settings: Settings): SettingsForm {
  const { version: _version, allowedSites, sessionWindowHours, ...rest } = settings;
  return { ...rest, sessionWindowHours: String(sessionWindowHours), allowedSites: allowedSites.join("\n") };
}

export function settingsOf(form: SettingsForm, version: number): Settings {
  return { ...form, version, sessionWindowHours: Number(form.sessionWindowHours), allowedSites: sitesOf(form) };
}

export const isDirty = (state: SettingsState): boolean =>
  state.form !== null && state.saved !== null && JSON.stringify(state.form) !== JSON.stringify(formOf(state.saved));

const sitesOf = (form: SettingsForm): string[] =>
  form.allowedSites
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What can be said about the form before asking the server. */
export function formErrors(form: SettingsForm): SettingsState["errors"] {
  const errors: SettingsState["errors"] = {};
  for (const [field, { least, most }] of Object.entries(TEXT_LIMITS) as [
    TextField,
    { least: number; most: number },
  ][]) {
    const length = form[field].trim().length;
    if (length < least) errors[field] = "Write something here: customers would see an empty line.";
    if (length > most) errors[field] = `At most ${most} characters; this has ${length}.`;
  }
  const hours = Number(form.sessionWindowHours);
  if (!Number.isInteger(hours) || hours < 1 || hours > WINDOW_HOURS_MAX) {
    errors.sessionWindowHours = `A whole number of hours from 1 to ${WINDOW_HOURS_MAX}.`;
  }
  if (!/^#[0-9a-f]{6}$/i.test(form.accent)) errors.accent = "A colour such as #0f766e.";
  const sites = sitesOf(form);
  const wrong = sites.find((site) => !isOrigin(site));
  if (wrong) errors.allowedSites = `“${wrong}” is not a site. Write scheme and host, such as https://www.example.com.`;
  if (sites.length > SITES_MAX) errors.allowedSites = `At most ${SITES_MAX} sites; this has ${sites.length}.`;
  return errors;
}

function isOrigin(site: string): boolean {
  if (!/^https?:\/\//i.test(site) || !URL.canParse(site)) return false;
  const url = new URL(site);
  return url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && !site.includes("*");
}
