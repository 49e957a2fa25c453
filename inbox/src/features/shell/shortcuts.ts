import { useEffect, useRef } from "preact/hooks";

export type Shortcut = "next" | "previous" | "take_over" | "reply" | "note" | "history" | "close" | "filter" | "keys";

const KEYS: Record<string, Shortcut> = {
  j: "next",
  k: "previous",
  t: "take_over",
  r: "reply",
  n: "note",
  h: "history",
  e: "close",
  "/": "filter",
  "?": "keys",
};

export const KEY_WORDS: [string, string][] = [
  ["j", "Next conversation"],
  ["k", "Previous conversation"],
  ["t", "Take over"],
  ["r", "Write a reply"],
  ["n", "Write a note for the team"],
  ["h", "History of ownership"],
  ["e", "Close conversation"],
  ["/", "Filter the list"],
  ["Enter", "Send the reply, or add the note"],
  ["Shift + Enter", "New line in what you write"],
  ["?", "Show these keys"],
];

/** The act a key stands for; none while something is being typed, or a dialog is open. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input, textarea, select, [contenteditable], dialog")) return null;
  if (document.querySelector("dialog[open]")) return null;
  return KEYS[event.key] ?? null;
}

/** Calls the act of each shortcut that `acts` names. */
export function useShortcuts(acts: Partial<Record<Shortcut, () => void>>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event);
      const act = shortcut && latest.current[shortcut];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
