import type { Message } from "@baton/protocol";
import { percent } from "../../text/words.ts";
import { Icon } from "../parts/icon.tsx";
import { PlainText } from "../parts/plain-text.tsx";
import { Clock } from "../parts/time.tsx";
import { useDesk } from "../shell/context.ts";
import { CitationChips } from "./citation-chips.tsx";
import type { Reason } from "./conversation-pane.tsx";

interface MessageViewProps {
  message: Message;
  startsRun: boolean;
  /** What the customer said of the answer; null where nothing. */
  helpful: boolean | null;
  onReason: (reason: Reason) => void;
}

/** One message. Who speaks is said at the first of a run; an agent's message carries its mark, its confidence and its sources. */
export function MessageView({ message, startsRun, helpful, onReason }: MessageViewProps) {
  const { author, citations = [], why, confidence } = message;
  const open = (marked: number | null): void => {
    if (why) onReason({ why, citations, marked });
  };
  return (
    <article
      class={`message message-${author.kind} ${startsRun ? "" : "message-goes-on"}`}
      aria-label={spokenName(message)}
    >
      {startsRun && <Speaker message={message} />}
      <div class="bubble">
        <PlainText text={message.text} />
      </div>
      <CitationChips citations={citations} onOpen={why ? open : null} />
      <p class="message-foot">
        <Clock at={message.at} />
        {confidence !== undefined && <span>Confidence {percent(confidence)}</span>}
        {helpful !== null && (
          <span class="rating">
            <Icon name={helpful ? "helped" : "did-not-help"} size={15} />{" "}
            {helpful ? "Helped the customer" : "Did not help the customer"}
          </span>
        )}
        {why && (
          <button type="button" class="link-button" onClick={() => open(null)}>
            Why
          </button>
        )}
      </p>
    </article>
  );
}

function Speaker({ message: { author } }: { message: Message }) {
  const { me } = useDesk();
  if (author.kind === "customer") return <p class="speaker">Customer</p>;
  if (author.kind === "agent") {
    return (
      <p class="speaker tone-agent">
        <Icon name="agent" size={15} /> Agent <abbr title="Said by the AI, not by a person">AI</abbr>
      </p>
    );
  }
  return (
    <p class="speaker tone-operator" dir="auto">
      <span class="avatar" aria-hidden="true">
        {[...author.name][0]}
      </span>
      {author.id === me ? `${author.name} (you)` : author.name}
    </p>
  );
}

function spokenName({ author }: Message): string {
  if (author.kind === "operator") return `${author.name} said`;
  return author.kind === "agent" ? "The agent said" : "The customer said";
}
