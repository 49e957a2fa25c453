const HISTORY = "widget/src/app/state/history.ts";
const LIVE = "widget/src/app/transport/live.ts";
const SENDER = "widget/src/app/transport/sender.ts";
const CONVERSATION = "inbox/src/store/conversation-store.ts";
const DESK = "inbox/src/store/desk.ts";

/** Mistakes that the suite must notice: each is planted into a copy of the clients' source. */
export const FAULTS = {
  "the widget forgets its cursor": { file: LIVE, is: "after: this.state().lastSeq }", becomes: "after: 0 }" },
  "the widget applies a message again": {
    file: HISTORY,
    is: "if (message.seq > state.lastSeq && !ahead.has(message.seq))",
    becomes: "if (true)",
  },
  "a line that was not confirmed is sent under another key": {
    file: SENDER,
    is: "this.api.post(token, key, text)",
    becomes: "this.api.post(token, newKey(), text)",
  },
  "the inbox follows from the beginning": {
    file: CONVERSATION,
    is: "this.ports.follow(id, state.rev)",
    becomes: "this.ports.follow(id, 0)",
  },
  "the inbox does not follow the open conversation again": {
    file: DESK,
    is: "void this.conversation.catchUp()",
    becomes: "void 0",
  },
  "the inbox's list does not hear of a change": { file: DESK, is: "this.lists.entry(entry);", becomes: "void 0;" },
};
