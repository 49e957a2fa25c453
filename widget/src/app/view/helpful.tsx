import type { Client } from "../client.ts";
import { words } from "../words.ts";
import { ThumbIcon } from "./icons.tsx";

/** Under the last answer: whether it helped. Who says no is offered a person. */
export function Helpful({ client, seq }: { client: Client; seq: number }) {
  const { ratings, settings, status } = client.state.value;
  const rating = ratings.get(seq);
  const person = rating === false && settings?.humanRequests && status.owner === "agent";
  return (
    <fieldset class="helpful">
      <legend class={rating === undefined ? "" : "unseen"}>{words.helpful}</legend>
      {[true, false].map((up) => (
        <button
          key={String(up)}
          type="button"
          class="thumb"
          aria-pressed={rating === up}
          aria-label={up ? words.helped : words.didNotHelp}
          title={up ? words.helped : words.didNotHelp}
          onClick={() => rating !== up && client.rate(seq, up)}
        >
          <ThumbIcon up={up} />
        </button>
      ))}
      <span role="status">{rating !== undefined && !person && words.thanksForRating}</span>
      {person && (
        <button type="button" class="link" onClick={() => client.askForHuman()}>
          {words.askPerson}
        </button>
      )}
    </fieldset>
  );
}
