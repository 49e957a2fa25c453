import { useEffect } from "preact/hooks";
import type { Desk } from "../../store/desk.ts";

/** The tab says how many wait, so that it can be seen from another tab. */
export function useTitle(desk: Desk): void {
  const waiting = desk.lists.state.value.counts?.waiting ?? 0;
  const { name } = desk.session.workspace;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) Inbox · ${name}` : `Inbox · ${name}`;
  }, [waiting, name]);
}
