import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** For the one field of a form that was just opened to be typed into. */
export function useFirstFocus<Field extends HTMLElement>(): RefObject<Field> {
  const field = useRef<Field>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
