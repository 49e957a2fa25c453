import type { View } from "@baton/protocol";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Desk } from "../../store/desk.ts";

/** Holds the list still while the pointer or the keyboard focus is in it, or it is scrolled down; lets it settle after. */
export function useHold(desk: Desk, view: View, scroller: RefObject<HTMLElement>) {
  const inside = useRef({ pointer: false, focus: false });
  const hold = useMemo(() => {
    const update = (): void => {
      const scrolled = (scroller.current?.scrollTop ?? 0) > 0;
      const held = inside.current.pointer || inside.current.focus || scrolled ? view : null;
      if (desk.lists.state.peek().held !== held) desk.lists.dispatch({ kind: "hold", view: held });
    };
    const set = (change: Partial<{ pointer: boolean; focus: boolean }>): void => {
      inside.current = { ...inside.current, ...change };
      update();
    };
    return {
      onScroll: update,
      settle: (): void => {
        scroller.current?.scrollTo({ top: 0 });
        desk.lists.dispatch({ kind: "settle", view });
      },
      handlers: {
        onPointerEnter: (event: PointerEvent) => event.pointerType === "mouse" && set({ pointer: true }),
        onPointerLeave: () => set({ pointer: false }),
        onFocusIn: (event: FocusEvent) =>
          set({ focus: event.target instanceof Element && event.target.matches(":focus-visible") }),
        onFocusOut: () => set({ focus: false }),
      },
    };
  }, [desk, view, scroller]);
  useEffect(() => () => desk.lists.dispatch({ kind: "hold", view: null }), [desk, view]);
  return hold;
}
