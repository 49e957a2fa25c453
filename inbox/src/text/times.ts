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

export const secondTime = (at: string): string =>
  format(Date.parse(at), { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The time, with its day where that is not today. */
export function dayTime(at: string, now: number): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return secondTime(at);
  return `${format(Date.parse(at), { day: "numeric", month: "short" })}, ${secondTime(at)}`;
}

export const exactTime = (at: string): string => format(Date.parse(at), { dateStyle: "full", timeStyle: "medium" });

export function dayName(at: string, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return "Today";
  if (day === new Date(now - DAY).toDateString()) return "Yesterday";
  return format(Date.parse(at), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** How long from one time to another, in the two units that matter. */
export function lasted(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return minutes < 10 && seconds % 60 > 0 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return `${seconds} s`;
}

const format = (time: number, options: Intl.DateTimeFormatOptions): string =>
  Number.isNaN(time) ? "" : new Intl.DateTimeFormat("en-GB", options).format(time);
