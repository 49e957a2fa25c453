import { useEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "./context.ts";

/** Tells a screen reader when one more customer waits, and only then. */
export function WaitingNews() {
  const waiting = useDesk().lists.state.value.counts?.waiting ?? null;
  const before = useRef<number | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    if (before.current !== null && waiting !== null && waiting > before.current) setWords(`${waiting} waiting`);
    before.current = waiting;
  }, [waiting]);
  return (
    <p class="unseen" role="status">
      {words}
    </p>
  );
}
