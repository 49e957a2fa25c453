import type { View } from "@baton/protocol";
import { useState } from "preact/hooks";
import { type Section, sectionHref, VIEWS, viewHref } from "../../state/route.ts";
import type { Inbox } from "../../store/inbox.ts";
import { SECTION_WORDS, VIEW_WORDS } from "../../text/words.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { useDesk } from "./context.ts";

const VIEW_ICONS: Record<View, IconName> = {
  waiting: "waiting",
  mine: "operator",
  agent: "agent",
  team: "team",
  closed: "closed",
};
const SECTIONS: Section[] = ["conversations", "sources", "playground", "settings"];

/** The way around: the sections, under conversations the views with their counts, and who is logged in. */
export function Rail({ inbox, onKeys }: { inbox: Inbox; onKeys: () => void }) {
  const desk = useDesk();
  const { section, view } = desk.route.value;
  const { operator, workspace } = desk.session;
  const sections = SECTIONS.filter((name) => name !== "settings" || operator.role === "admin");
  return (
    <nav class="rail" aria-label="Inbox">
      <p class="rail-workspace" dir="auto" title={workspace.name}>
        {workspace.name}
      </p>
      <ul class="rail-sections">
        {sections.map((name) => (
          <li key={name} class={`rail-section rail-section-${name}`}>
            <a href={sectionHref(name, view)} aria-current={name === section ? "page" : undefined}>
              <Icon name={name} />
              <span class="rail-word">{SECTION_WORDS[name]}</span>
            </a>
          </li>
        ))}
      </ul>
      <ul class="rail-views" aria-label="Views">
        {VIEWS.map((name) => (
          <ViewLink key={name} view={name} current={section === "conversations" && name === view} />
        ))}
      </ul>
      <div class="rail-foot">
        <button type="button" class="button button-quiet rail-keys" onClick={onKeys}>
          <kbd>?</kbd> <span class="rail-word">Keys</span>
        </button>
        <p class="rail-operator" dir="auto" title={operator.email}>
          {operator.name}
        </p>
        <LogOut inbox={inbox} />
      </div>
    </nav>
  );
}

function ViewLink({ view, current }: { view: View; current: boolean }) {
  const counts = useDesk().lists.state.value.counts;
  return (
    <li>
      <a class={`rail-view rail-view-${view}`} href={viewHref(view)} aria-current={current ? "true" : undefined}>
        <Icon name={VIEW_ICONS[view]} />
        <span class="rail-word">{VIEW_WORDS[view]}</span>{" "}
        <span class="count">{counts ? counts[view].toLocaleString("en-GB") : ""}</span>
      </a>
    </li>
  );
}

function LogOut({ inbox }: { inbox: Inbox }) {
  const [reason, setReason] = useState<string | null>(null);
  return (
    <>
      <button
        type="button"
        class="button button-quiet button-small"
        onClick={async () => setReason(await inbox.logOut())}
      >
        Log out
      </button>
      {reason !== null && <p role="alert">{reason}</p>}
    </>
  );
}
