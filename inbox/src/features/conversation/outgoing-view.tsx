import type { Outgoing } from "../../state/outbox-state.ts";
import { PlainText } from "../parts/plain-text.tsx";
import { useDesk } from "../shell/context.ts";

/** A reply on its way, where it will stand. A failed one stays, with the reason and the ways on. */
export function OutgoingView({ reply }: { reply: Outgoing }) {
  const desk = useDesk();
  const stuck = reply.state === "failed" || reply.state === "refused";
  const takeBack = (): void => {
    desk.drafts.add(reply.conversation, reply.text);
    desk.outbox.discard([reply.key]);
  };
  return (
    <article
      class={`message message-operator message-goes-on ${stuck ? "message-stuck" : "message-sending"}`}
      aria-label="Your reply"
    >
      <div class="bubble">
        <PlainText text={reply.text} />
      </div>
      {!stuck && <p class="message-foot">Sending…</p>}
      {stuck && (
        <div class="message-foot message-trouble" role="alert">
          <span>
            {reply.state === "failed" ? "Not confirmed." : "Not sent."} {reply.reason}
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
          <button
            type="button"
            class="button button-quiet button-small"
            onClick={() => desk.outbox.discard([reply.key])}
          >
            Discard
          </button>
        </div>
      )}
    </article>
  );
}
