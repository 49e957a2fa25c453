import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Desk } from "../../store/desk.ts";

/** The present, for relative times; `main.tsx` lets it tick. */
export const now = signal(Date.now());

export const DeskContext = createContext<Desk | null>(null);

/** The desk of the operator who is logged in. Only views inside the shell may ask. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("A view of the desk stands outside the shell.");
  return desk;
}
