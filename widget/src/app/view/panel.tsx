import type { Client } from "../client.ts";
import { Bands } from "./bands.tsx";
import { Composer } from "./composer.tsx";
import { Header } from "./header.tsx";
import { Log } from "./log.tsx";

export function Panel({ client }: { client: Client }) {
  const state = client.state.value;
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.isComposing) client.close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes from anywhere inside
    <div class="panel" onKeyDown={closeOnEscape}>
      <Header client={client} />
      <main class="main">
        {state.settings || state.trouble ? <Log client={client} /> : <Skeleton />}
        {state.trouble && (
          <p class="band offline" role="alert">
            {state.trouble}
          </p>
        )}
        <Bands state={state} />
        <Composer client={client} />
      </main>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="log skeleton" aria-busy="true">
      <span />
      <span />
      <span />
    </div>
  );
}
