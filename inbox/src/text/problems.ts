import type { Problem } from "@baton/protocol";
import { ApiError } from "../transport/api.ts";

/** What went wrong, and what is safe to do, for the person at the screen. Decided by code, never by text. */
export function problemWords(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something in this page failed. Reload it and try again.";
  switch (error.code) {
    case "unreachable":
      return "The server could not be reached. Trying again is safe.";
    case "unknown_outcome":
    case "overloaded":
    case "not_ready":
      return "The server is busy and did not confirm. Trying again is safe: nothing happens twice.";
    case "too_many":
      return `Too many attempts. Try again ${waitWords(error.retryAfterSeconds)}.`;
    case "not_allowed":
      return "Only admins may do this.";
    case "not_found":
      return "This is no longer there.";
    case "closed":
      return "This conversation is closed. The customer's next message reopens it.";
    case "ownership_changed":
      return ownershipWords(error.problem?.current);
    case "stale_version":
      return "Somebody else has changed the settings meanwhile. What is shown now is theirs; look again.";
    case "nothing_to_undo":
      return "There is nothing left to undo.";
    case "empty":
      return "There is nothing in it to send.";
    case "key_reused":
      return "The server has kept other words under this key. Put it back into the composer and send it anew.";
    case "conversation_full":
      return "This conversation is full and takes nothing more.";
    case "too_long":
      return `Too long: at most ${error.problem?.limit ?? "the stated number of"} characters.`;
    case "too_large":
      return "Too large: a file may have at most 50 MB.";
    case "unsupported_type":
      return error.problem?.detail ?? "This kind of file cannot be read.";
    default:
      return error.problem?.detail || error.problem?.title || "The server could not do this. Trying again is safe.";
  }
}

export function ownershipWords(current: Problem["current"]): string {
  switch (current?.owner) {
    case "operator":
      return `${current.operator?.name ?? "Another operator"} owns this conversation now.`;
    case "queue":
      return "This conversation waits for a person now.";
    case "agent":
      return "The agent owns this conversation now.";
    case "none":
      return "This conversation is closed now.";
    default:
      return "Somebody else was quicker: the owner has changed.";
  }
}

export function waitWords(seconds: number | null): string {
  if (seconds === null || seconds <= 0) return "in a moment";
  if (seconds < 90) return `in ${Math.ceil(seconds)} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
