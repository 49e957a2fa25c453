import { render } from "preact";
import { App } from "../../src/features/shell/app.tsx";
import { Inbox } from "../../src/store/inbox.ts";
import type { InboxApi } from "../../src/transport/inbox-api.ts";
import { FakeWorld, fakeApi, settled } from "../fakes.ts";

/** The whole inbox on a page, with the test as its server. Things are found as a person finds them: by name. */
export async function openPage(hash: string, calls: Partial<InboxApi> = {}) {
  const world = new FakeWorld(fakeApi(calls));
  const inbox = new Inbox(world);
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  inbox.go(hash);
  await inbox.enter();
  render(<App inbox={inbox} />, root);
  await rendered();

  const nameOf = (element: Element): string => element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
  const named = <Found extends Element>(selector: string, name: string): Found | undefined =>
    [...root.querySelectorAll<Found>(selector)].find((element) => nameOf(element) === name);
  return {
    world,
    inbox,
    root,
    text: () => root.textContent ?? "",
    has: (name: string) => named("button", name) !== undefined,
    press: async (name: string) => {
      const button = named<HTMLButtonElement>("button", name);
      if (!button) throw new Error(`There is no button "${name}".`);
      button.click();
      await rendered();
    },
    field: (name: string) => named<HTMLTextAreaElement>("textarea, input", name),
    type: async (selector: string, value: string) => {
      const input = root.querySelector<HTMLInputElement>(selector);
      if (!input) throw new Error(`There is no field ${selector}.`);
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await rendered();
    },
    key: async (key: string, target: EventTarget = document.body) => {
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      await rendered();
    },
    leave: () => render(null, root),
  };
}

export async function rendered(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await settled();
}
