import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Lets files be dropped on an element; true while some are held over it. */
export function useFileDrop(target: RefObject<HTMLElement>, onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const element = target.current;
    if (!element) return;
    const onDragOver = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener("dragover", onDragOver, { signal });
    element.addEventListener("dragleave", onDragLeave, { signal });
    element.addEventListener("drop", onDrop, { signal });
    return () => listening.abort();
  }, [target]);
  return over;
}
