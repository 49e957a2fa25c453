const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, as short as it can be said: "now", "4 min", "3 h", "12 Nov". */
export function ago(at: string, now: number): string {
  const time = Date.parse(at);
  const elapsed = Math.max(0, now - time);
  if (elapsed < MINUTE) return "now";
  if (elapsed < HOUR) return `${Math.floor(elapsed / MINUTE)} min`;
  if (elapsed < DAY) return `${Math.floor(elapsed / HOUR)} h`;
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(
    time,
    sameYear ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" },
  );
}

export const clockTime = (at: string): string => format(Date.parse(at), { hour: "2-digit", minute: "2-digit" });

export const exactTime = (at: string): string => format(Date.parse(at), { dateStyle: "full", timeStyle: "medium" });

export function dayName(at: string, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return "Today";
  if (day === new Date(now - DAY).toDateString()) return "Yesterday";
  return format(Date.parse(at), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

const format = (time: number, options: Intl.DateTimeFormatOptions): string =>
  Number.isNaN(time) ? "" : new Intl.DateTimeFormat("en-GB", options).format(time);
