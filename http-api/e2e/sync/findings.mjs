const SHOWN_MAX = 20;

/** What the suite has seen: what must be nought, and how long it took to resume. */
export class Findings {
  counts = { gaps: 0, doubles: 0, disorder: 0, cursors: 0, leaks: 0, refused: 0 };
  said = [];
  resumes = [];
  whole = [];
  afterKill = [];
  serverAway = false;
  /** Signs of typing that reached the other side. */
  typing = { customers: 0, operators: 0 };

  found(kind, what) {
    this.counts[kind]++;
    if (this.said.length < SHOWN_MAX) this.said.push(`${kind}: ${what}`);
  }

  get total() {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** `fromConnecting` is what the server and the network take; `fromCut` has the client's pause before it, and further cuts. */
  resumed(fromConnecting, fromCut) {
    if (this.serverAway) {
      this.afterKill.push(fromCut);
      return;
    }
    this.resumes.push(fromConnecting);
    this.whole.push(fromCut);
  }
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

/** The first place where two values differ, in words; null where they are equal. */
export function difference(shown, fresh, path = "") {
  if (Object.is(shown, fresh)) return null;
  const bothObjects = typeof shown === "object" && typeof fresh === "object" && shown !== null && fresh !== null;
  if (!bothObjects) return `${path || "all"}: shown ${brief(shown)}, fresh ${brief(fresh)}`;
  for (const name of new Set([...Object.keys(shown), ...Object.keys(fresh)])) {
    const differs = difference(shown[name], fresh[name], `${path}.${name}`);
    if (differs) return differs;
  }
  return null;
}

const BRIEF = 200;

function brief(value) {
  return String(JSON.stringify(value)).slice(0, BRIEF);
}

const POLL_MS = 10;

/** Nobody is impatient while the server is away: how long a start takes is not what is looked at here. */
export const outage = { isOn: false, endedAt: 0 };

/** Waits until `check` finds nothing more to complain about; throws its last complaint at the deadline. */
export async function agreed(check, what, deadlineMillis) {
  const begun = Date.now();
  for (;;) {
    const complaint = await check();
    if (complaint === null) return;
    const calmSince = Math.max(begun, outage.endedAt);
    if (!outage.isOn && Date.now() > calmSince + deadlineMillis) throw new Error(`${what}: ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
