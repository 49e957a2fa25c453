import type { Message, Status } from "@baton/protocol/frames";
import { START, type WidgetState } from "../../../src/app/state/widget-state.ts";

export const SESSION = { conversation: "cnv_1", token: "t1", expiresAt: "2030-01-01T00:00:00.000Z" };

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    seq,
    episode: 1,
    author: { kind: "agent" },
    kind: "answer",
    text: `line ${seq}`,
    at: "2026-11-22T14:02:07.120Z",
    ...more,
  };
}

export function own(seq: number, key: string): Message {
  return message(seq, { author: { kind: "customer" }, kind: "text", key });
}

export function status(owner: Status["owner"], generation: number): Status {
  return { owner, generation, episode: 1, operator: owner === "operator" ? { name: "Maya Lind" } : null };
}

export function begun(more: Partial<WidgetState> = {}): WidgetState {
  return { ...START, session: SESSION, ...more };
}
