import type { Inbox } from "../../store/inbox.ts";
import { LogIn } from "../session/log-in.tsx";
import { DeskContext } from "./context.ts";
import { Shell } from "./shell.tsx";

export function App({ inbox }: { inbox: Inbox }) {
  const door = inbox.door.value;
  switch (door.kind) {
    case "checking":
      return <main class="door late" aria-busy="true" aria-label="Opening the inbox" />;
    case "unreachable":
      return (
        <main class="door">
          <div class="card door-card" role="alert">
            <h1>The inbox cannot be opened</h1>
            <p>{door.reason}</p>
            <button type="button" class="button button-primary" onClick={() => void inbox.enter()}>
              Try again
            </button>
          </div>
        </main>
      );
    case "out":
      return <LogIn inbox={inbox} ended={door.ended} />;
    case "in":
      return (
        <DeskContext.Provider value={door.desk}>
          <Shell inbox={inbox} />
        </DeskContext.Provider>
      );
  }
}
