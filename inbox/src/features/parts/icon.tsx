const PATHS = {
  agent:
    "M12 3.5v2.6M7 6.6h10A2.9 2.9 0 0 1 19.9 9.5v6a2.9 2.9 0 0 1-2.9 2.9H7a2.9 2.9 0 0 1-2.9-2.9v-6A2.9 2.9 0 0 1 7 6.6Zm2.3 4.4v1.8m5.4-1.8v1.8",
  waiting: "M12 4.2a7.8 7.8 0 1 1 0 15.6 7.8 7.8 0 0 1 0-15.6Zm0 3.6V12l2.8 1.9",
  operator: "M12 4.4a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM4.9 19.6c.6-3.4 3.5-5 7.1-5s6.5 1.6 7.1 5",
  closed: "M12 4.2a7.8 7.8 0 1 1 0 15.6 7.8 7.8 0 0 1 0-15.6Zm-3.3 8 2.3 2.3 4.4-4.8",
  team: "M9 5.2a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4ZM3 18.8c.5-3 2.9-4.4 6-4.4s5.5 1.4 6 4.4M15.8 5.6a3.1 3.1 0 0 1 0 5.9m2.2 3.3c1.7.6 2.7 1.9 3 4",
  conversations:
    "M5.5 5h13A2.5 2.5 0 0 1 21 7.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 3.5V17h-1A2.5 2.5 0 0 1 3 14.5v-7A2.5 2.5 0 0 1 5.5 5Z",
  sources: "M6.5 4H18v16H6.5A2.5 2.5 0 0 1 4 17.5v-11A2.5 2.5 0 0 1 6.5 4ZM4 17.5A2.5 2.5 0 0 1 6.5 15H18M8.5 8H14",
  settings:
    "M4 7h9m5 0h2M4 17h2m5 0h9M13 7a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0ZM6 17a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0Z",
  playground: "M9.5 4h5M10.5 4v5.5L5.3 17.7A1.6 1.6 0 0 0 6.7 20h10.6a1.6 1.6 0 0 0 1.4-2.3L13.5 9.5V4M7.8 14.5h8.4",
  history: "M4.6 9.2A7.8 7.8 0 1 1 4.2 13M4.2 5v4.4h4.4M12 8v4.2l2.8 1.7",
  back: "M14.5 6 8.5 12l6 6",
  close: "M6.5 6.5l11 11m0-11-11 11",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  send: "M4.5 12 20 4.8 14.5 20l-3-6.5L4.5 12Z",
  details: "M4.5 5.5h15v13h-15ZM14.5 5.5v13",
  lock: "M7 11h10v8.5H7ZM9 11V8.5a3 3 0 0 1 6 0V11",
  file: "M7 3.5h7l4 4V20.5H7ZM14 3.5v4h4",
  link: "M10 14a3.5 3.5 0 0 0 5 0l3.5-3.5a3.5 3.5 0 0 0-5-5L12.5 6.5M14 10a3.5 3.5 0 0 0-5 0L5.5 13.5a3.5 3.5 0 0 0 5 5l1-1",
  text: "M5 6h14M5 11h14M5 16h8",
  helped:
    "M7.5 11v8.5H4.5V11ZM7.500 11l4-7a2 2 0 0 1 2 2.3L13 10h5.500a2 2 0 0 1 2 2.400l-1.200 5.500a2 2 0 0 1-2 1.600H7.500",
  "did-not-help":
    "M16.500 13V4.500h3V13ZM16.500 13l-4 7a2 2 0 0 1-2-2.300L11 14H5.500a2 2 0 0 1-2-2.400l1.200-5.500a2 2 0 0 1 2-1.600h9.800",
  alert: "M12 4.5 20.5 19h-17ZM12 10v4m0 2.3v.01",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a word. It never carries a meaning alone, so assistive technology does not see it. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
