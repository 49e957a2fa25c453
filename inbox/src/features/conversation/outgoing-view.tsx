import type { Outgoing } from "../../state/outbox-state.ts";
import { Icon } from "../parts/icon.tsx";
import { PlainText } from "../parts/plain-text.tsx";
import { useDesk } from "../shell/context.ts";

/** A reply or a note on its way, where it will stand. A failed one stays, with the reason and the ways on. */
export function OutgoingView({ reply }: { reply: Outgoing }) {
  const stuck = reply.state === "failed" || reply.state === "refused";
  const foot = stuck ? (
    <Trouble reply={reply} />
  ) : (
    <p class="message-foot">{reply.mode === "note" ? "Saving…" : "Sending…"}</p>
  );
  if (reply.mode === "note") {
    return (
      <article class={`note tone-note ${stuck ? "note-stuck" : ""}`} aria-label="Your note">
        <p class="note-head">
          <Icon name="lock" size={15} /> Note by you <span class="muted">Only your team sees this</span>
        </p>
        <PlainText text={reply.text} />
        {foot}
      </article>
    );
  }
  return (
    <article
      class={`message message-operator message-goes-on ${stuck ? "message-stuck" : "message-sending"}`}
      aria-label="Your reply"
    >
      <div class="bubble">
        <PlainText text={reply.text} />
      </div>
      {foot}
    </article>
  );
}

function Trouble({ reply }: { reply: Outgoing }) {
  const desk = useDesk();
  const takeBack = (): void => {
    desk.drafts.add(reply.conversation, reply.mode, reply.text);
    desk.outbox.discard([reply.key]);
  };
  return (
    <div class="message-foot message-trouble" role="alert">
      <span>
        {reply.state === "failed" ? "Not confirmed." : reply.mode === "note" ? "Not saved." : "Not sent."}{" "}
        {reply.reason}
      </span>
      {reply.state === "failed" && (
        <button type="button" class="button button-small" onClick={() => desk.outbox.retry(reply)}>
          Retry
        </button>
      )}
      {reply.state === "refused" && (
        <button type="button" class="button button-small" onClick={takeBack}>
          Back to the composer
        </button>
      )}
      <button type="button" class="button button-quiet button-small" onClick={() => desk.outbox.discard([reply.key])}>
        Discard
      </button>
    </div>
  );
}
