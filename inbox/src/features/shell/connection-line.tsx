import type { Connection } from "../../store/desk.ts";
import { useDesk } from "./context.ts";

const WORDS: Record<Exclude<Connection, "live" | "connecting">, string> = {
  behind: "Reconnecting… what you see may be behind.",
  refused: "The server refused the live connection. What you see may be behind; reload the page.",
};

/** Says when the page is not live. Silent otherwise. */
export function ConnectionLine({ connection }: { connection: Connection }) {
  const desk = useDesk();
  const lost = connection === "behind" || connection === "refused";
  return (
    <div class="connection" role="status">
      {lost && (
        <p class="connection-line tone-waiting">
          <span>{WORDS[connection]}</span>
          {connection === "behind" ? (
            <button type="button" class="button button-small" onClick={() => desk.nudge()}>
              Try now
            </button>
          ) : (
            <button type="button" class="button button-small" onClick={() => location.reload()}>
              Reload
            </button>
          )}
        </p>
      )}
    </div>
  );
}
