import type { Client } from "../client.ts";
import { presence, words } from "../words.ts";
import { CloseIcon } from "./icons.tsx";

export function Header({ client }: { client: Client }) {
  const { settings, status, human } = client.state.value;
  const asking = human.progress === "asking" || human.progress === "delayed";
  const offersHuman = settings?.humanRequests && (status.owner === "agent" || status.owner === "none");
  return (
    <header class="header">
      <div class="who">
        <h1>
          <bdi>{settings?.workspace ?? " "}</bdi>
        </h1>
        {settings && (
          <p class={`presence ${status.owner}`} dir="auto">
            {presence(status, settings)}
          </p>
        )}
      </div>
      {offersHuman && (
        <button type="button" class="human" aria-disabled={asking} onClick={() => asking || client.askForHuman()}>
          {asking ? words.asking : words.talkToPerson}
        </button>
      )}
      <button type="button" class="plain" aria-label={words.close} title={words.close} onClick={client.close}>
        <CloseIcon />
      </button>
    </header>
  );
}
