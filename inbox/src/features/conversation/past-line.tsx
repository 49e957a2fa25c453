import type { ConversationState } from "../../state/conversation-state.ts";
import { type Moment, timeAt } from "../../state/history-state.ts";
import { exactTime, secondTime } from "../../text/times.ts";
import { plural } from "../../text/words.ts";
import { Icon } from "../parts/icon.tsx";
import { useDesk } from "../shell/context.ts";

/** Says that what stands below is the past, how much has happened since, and leads back. */
export function PastLine({ state, moment }: { state: ConversationState; moment: Moment }) {
  const { history } = useDesk();
  const at = timeAt(state.timeline, moment.rev) ?? "";
  return (
    <div class="past-line">
      <p>
        <Icon name="history" size={16} /> <strong title={exactTime(at)}>The past: as of {secondTime(at)}</strong>
        <span>{plural(state.rev - moment.rev, "thing", "things")} since</span>
      </p>
      <button type="button" class="button button-small" onClick={() => history.backToNow()}>
        Back to now
      </button>
    </div>
  );
}
