import { Dialog } from "../parts/dialog.tsx";
import { KEY_WORDS } from "./shortcuts.ts";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" shape="centre" onClose={onClose}>
      <dl class="keys">
        {KEY_WORDS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
