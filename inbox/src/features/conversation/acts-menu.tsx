import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Acts } from "../../state/acts.ts";
import type { OwnershipAct } from "../../transport/inbox-api.ts";
import { Icon } from "../parts/icon.tsx";
import { useDesk } from "../shell/context.ts";

/** The acts that are not the next one. Opens under its button; Escape or a click beside it closes it. */
export function ActsMenu({ acts, acting }: { acts: Acts; acting: OwnershipAct | null }) {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useId();

  useEffect(() => {
    if (!open) return;
    const onDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onDown);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onDown);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);

  const choose = (act: OwnershipAct): void => {
    setOpen(false);
    button.current?.focus();
    void desk.conversation.act(act);
  };

  return (
    <div class="menu" ref={root}>
      <button
        ref={button}
        type="button"
        class="button button-quiet button-icon"
        aria-label="More actions"
        aria-expanded={open}
        aria-controls={list}
        aria-busy={acting !== null}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      <div class="menu-list" id={list} hidden={!open}>
        {acts.handBack && (
          <button type="button" class="menu-item" onClick={() => choose("hand-back")}>
            <Icon name="agent" /> Hand back to agent
          </button>
        )}
        {acts.close && (
          <button type="button" class="menu-item" onClick={() => choose("close")}>
            <Icon name="closed" /> Close conversation
          </button>
        )}
      </div>
    </div>
  );
}
