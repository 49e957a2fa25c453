import { render } from "preact";
import { App } from "./features/shell/app.tsx";
import { now } from "./features/shell/context.ts";
import { Inbox } from "./store/inbox.ts";
import { browserPorts } from "./store/ports.ts";
import { hasUnsavedChanges } from "./store/settings-store.ts";
import { inboxApi } from "./transport/inbox-api.ts";

const CLOCK_TICK_MS = 15_000;
const inbox = new Inbox(browserPorts(inboxApi));

let here = location.hash;
addEventListener("hashchange", () => {
  if (location.hash === here) return;
  if (!mayLeaveSettings()) {
    location.hash = here;
    return;
  }
  here = location.hash;
  inbox.go(here);
});

/** Changes not saved are either kept by staying or given up by leaving: never half of both. */
function mayLeaveSettings(): boolean {
  const door = inbox.door.peek();
  if (door.kind !== "in" || inbox.route.peek().section !== "settings") return true;
  if (!hasUnsavedChanges(door.desk.settings)) return true;
  if (!confirm("Leave the settings without saving what you changed?")) return false;
  door.desk.settings.undo();
  return true;
}

function nudge(): void {
  now.value = Date.now();
  const door = inbox.door.peek();
  if (door.kind === "in" && document.visibilityState === "visible") door.desk.nudge();
}
addEventListener("online", nudge);
document.addEventListener("visibilitychange", nudge);
setInterval(() => {
  now.value = Date.now();
}, CLOCK_TICK_MS);

inbox.go(here);
void inbox.enter();
const root = document.getElementById("inbox");
if (root) render(<App inbox={inbox} />, root);
