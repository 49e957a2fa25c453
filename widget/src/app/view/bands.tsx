import type { ComponentChildren } from "preact";
import { isClosed } from "../state/history.ts";
import type { WidgetState } from "../state/widget-state.ts";
import { words } from "../words.ts";
import { ClockIcon, OfflineIcon, PersonIcon } from "./icons.tsx";

/** How things stand, between log and composer: registers, not messages. Each replaces what it said before. */
export function Bands({ state }: { state: WidgetState }) {
  const { online, connection, status, human } = state;
  return (
    <div class="bands" role="status">
      {!online ? (
        <Band look="offline" icon={<OfflineIcon />} text={words.offline} />
      ) : (
        connection === "lost" && <Band look="offline" icon={<OfflineIcon />} text={words.reconnecting} />
      )}
      {human.reason && <Band look="waiting" icon={<PersonIcon />} text={human.reason} />}
      {status.owner === "queue" && status.line && <Band look="waiting" icon={<ClockIcon />} text={status.line} />}
      {isClosed(state) && <Band look="closed" text={words.closed} />}
    </div>
  );
}

function Band({ look, icon, text }: { look: string; icon?: ComponentChildren; text: string }) {
  return (
    <p class={`band ${look}`}>
      {icon}
      <span dir="auto">{text}</span>
    </p>
  );
}
