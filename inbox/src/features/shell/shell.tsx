import { useState } from "preact/hooks";
import type { Inbox } from "../../store/inbox.ts";
import { ConversationsPage } from "../conversation/conversations-page.tsx";
import { PlaygroundPage } from "../playground/playground-page.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { SourcesPage } from "../sources/sources-page.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { useDesk } from "./context.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { Rail } from "./rail.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { useTitle } from "./title.ts";
import { WaitingNews } from "./waiting-news.tsx";

/** The frame around every page: the rail, the state of the connection, the keys. */
export function Shell({ inbox }: { inbox: Inbox }) {
  const desk = useDesk();
  const { section, conversation } = desk.route.value;
  const [keysShown, setKeysShown] = useState(false);
  useTitle(desk);
  useShortcuts({ keys: () => setKeysShown(true) });
  return (
    <div class="shell" data-section={section} data-open={conversation !== null}>
      <button type="button" class="button skip-link" onClick={() => document.getElementById("main")?.focus()}>
        Skip to content
      </button>
      <Rail inbox={inbox} onKeys={() => setKeysShown(true)} />
      <main class="page" id="main" tabIndex={-1}>
        <WaitingNews />
        <ConnectionLine connection={desk.connection.value} />
        {section === "conversations" && <ConversationsPage />}
        {section === "sources" && <SourcesPage />}
        {section === "settings" && <SettingsPage />}
        {section === "playground" && <PlaygroundPage />}
      </main>
      {keysShown && <KeysDialog onClose={() => setKeysShown(false)} />}
    </div>
  );
}
