// What the suite drives: the code of both clients as it is shipped, without their views.
export { effect } from "@preact/signals";
export {
  type ConversationAction,
  conversationReducer,
  openedConversation,
} from "../../../inbox/src/state/conversation-state.ts";
export { emptyLists, listReducer } from "../../../inbox/src/state/list-state.ts";
export { Inbox } from "../../../inbox/src/store/inbox.ts";
export { browserPorts } from "../../../inbox/src/store/ports.ts";
export { inboxApi } from "../../../inbox/src/transport/inbox-api.ts";
export { startClient } from "../../../widget/src/app/client.ts";
export { reduce } from "../../../widget/src/app/state/reduce.ts";
export { START } from "../../../widget/src/app/state/widget-state.ts";
export { widgetApi } from "../../../widget/src/app/transport/widget-api.ts";
