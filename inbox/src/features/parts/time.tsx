import { ago, clockTime, exactTime } from "../../text/times.ts";
import { now } from "../shell/context.ts";

/** How long ago, with the exact time on hover. */
export function Ago({ at }: { at: string }) {
  return (
    <time class="time" dateTime={at} title={exactTime(at)}>
      {ago(at, now.value)}
    </time>
  );
}

export function Clock({ at }: { at: string }) {
  return (
    <time class="time" dateTime={at} title={exactTime(at)}>
      {clockTime(at)}
    </time>
  );
}
