import type { Problem, Status, WidgetSettings } from "@baton/protocol/frames";

/** Every sentence that the widget says by itself. */
export const words = {
  ai: "AI",
  you: "You",
  team: "Team",
  talkToPerson: "Talk to a person",
  helpful: "Did this help?",
  helped: "Yes, this helped",
  didNotHelp: "No, this did not help",
  thanksForRating: "Thanks.",
  askPerson: "Ask a person",
  personWanted: ["Yes, please", "No, thanks"],
  asking: "Asking for a person…",
  close: "Close chat",
  log: "Conversation",
  message: "Your message",
  placeholder: "Write a message",
  send: "Send message",
  sending: "Sending…",
  sent: "Sent",
  retry: "Retry",
  tryNow: "Try now",
  edit: "Edit",
  thinking: "Looking for an answer",
  sources: "Sources",
  opensInNewTab: "opens in a new tab",
  newMessages: "New",
  toNewest: "Newest messages",
  earlierClosed: "The conversation above is closed",
  closed: "This conversation was closed. Write to begin again.",
  offline: "You are offline. What you write is kept and sent when you are back.",
  reconnecting: "The connection is interrupted. Trying again…",
  loadingTrouble: "The chat cannot be loaded right now. Trying again…",
  unknownChat: "This chat is not set up. Please tell the owner of this site.",
  typing: (name: string) => `${name} is typing`,
  tooLong: (by: number) => `Too long by ${counted(by)} ${by === 1 ? "character" : "characters"}`,
  left: (left: number) => `${counted(left)} ${left === 1 ? "character" : "characters"} left`,
};

export function presence(status: Status, settings: WidgetSettings): string {
  if (status.owner === "operator") return `You are talking with ${status.operator?.name ?? words.team}`;
  if (status.owner === "queue") return "A person will answer here";
  const away = settings.humanRequests && !settings.operatorsOnline;
  return away ? "AI answers at once; people are away now" : "AI answers at once";
}

export function delayReason(status: number): string {
  if (status === 429) return "Not sent yet: many messages at once. It will be sent by itself.";
  if (status === 0) return "Not sent yet: no connection. It will be sent by itself.";
  return "Not sent yet: the server is busy. It will be sent by itself.";
}

export function refusalReason(problem: Problem): string {
  switch (problem.code) {
    case "too_long":
      return problem.limit ? `Not sent: longer than ${counted(problem.limit)} characters.` : "Not sent: too long.";
    case "handoff_off":
      return "The team does not take over conversations here.";
    case "not_found":
      return words.unknownChat;
    default:
      return `Not sent: ${problem.detail || problem.title || `the server refused it (${problem.status})`}`;
  }
}

export function counted(number: number): string {
  return number.toLocaleString("en");
}
