import type { Author, Message } from "@baton/protocol/frames";
import type { Client } from "../client.ts";
import type { Outgoing } from "../state/widget-state.ts";
import { words } from "../words.ts";
import { Citations } from "./citations.tsx";
import { Helpful } from "./helpful.tsx";
import { RichText } from "./rich-text.tsx";
import { clockTime, exactTime } from "./times.ts";

/** One thing said. An unsent message is the same element as the message that it becomes. */
interface BubbleProps {
  client: Client;
  message: Message | null;
  unsent: Outgoing | null;
  leads: boolean;
  last: boolean;
  /** The last answer of the agent: the customer may say whether it helped. */
  lastAnswer?: boolean;
}

export function Bubble({ client, message, unsent, leads, last, lastAnswer = false }: BubbleProps) {
  const author: Author = message?.author ?? { kind: "customer" };
  const workspace = client.state.value.settings?.workspace ?? "";
  return (
    <li class={`said ${author.kind}${leads ? " leads" : ""}${unsent?.progress === "refused" ? " failed" : ""}`}>
      <Speaker author={author} workspace={workspace} at={leads ? message?.at : undefined} leads={leads} />
      <div class="bubble" title={message ? exactTime(message.at) : undefined}>
        <RichText text={message?.text ?? unsent?.text ?? ""} />
      </div>
      {message?.citations && message.citations.length > 0 && <Citations citations={message.citations} />}
      {lastAnswer && message && <Helpful client={client} seq={message.seq} />}
      {last && message?.kind === "question" && <QuickReplies client={client} episode={message.episode} />}
      {unsent && <Progress client={client} unsent={unsent} />}
      {message?.key && last && <p class="progress">{words.sent}</p>}
    </li>
  );
}

/** What the customer is likely to say to the agent's question whether a person is wanted, said with one press. */
function QuickReplies({ client, episode }: { client: Client; episode: number }) {
  const { status } = client.state.value;
  if (status.owner !== "agent" || status.episode !== episode) return null;
  return (
    <p class="quick-replies">
      {words.personWanted.map((text) => (
        <button key={text} type="button" class="quick-reply" onClick={() => client.write(text)}>
          {text}
        </button>
      ))}
    </p>
  );
}

function Speaker({
  author,
  workspace,
  at,
  leads,
}: {
  author: Author;
  workspace: string;
  at: string | undefined;
  leads: boolean;
}) {
  const time = at && (
    <time dateTime={at} title={exactTime(at)}>
      {clockTime(at)}
    </time>
  );
  const hide = leads ? "speaker" : "speaker unseen";
  if (author.kind === "customer") {
    return (
      <p class={hide}>
        <span class="unseen">{words.you}: </span>
        {time}
      </p>
    );
  }
  if (author.kind === "agent") {
    return (
      <p class={hide}>
        <span class="mark">{words.ai}</span>
        <bdi class="name">{workspace}</bdi>
        {time}
      </p>
    );
  }
  return (
    <p class={hide}>
      <span class="initial" aria-hidden="true">
        {initialOf(author.name)}
      </span>
      <bdi class="name">{author.name}</bdi>
      {time}
    </p>
  );
}

function Progress({ client, unsent }: { client: Client; unsent: Outgoing }) {
  if (unsent.progress === "sending" || unsent.progress === "waiting") return <p class="progress">{words.sending}</p>;
  const refused = unsent.progress === "refused";
  return (
    <div class={refused ? "progress refused" : "progress"}>
      <span dir="auto">{unsent.reason}</span>{" "}
      {unsent.retriable && (
        <button type="button" class="link" onClick={() => client.retry(unsent.key)}>
          {refused ? words.retry : words.tryNow}
        </button>
      )}
      {refused && (
        <button type="button" class="link" onClick={() => client.edit(unsent.key)}>
          {words.edit}
        </button>
      )}
    </div>
  );
}

export function initialOf(name: string): string {
  return [...name.trim()][0]?.toLocaleUpperCase() ?? "?";
}
