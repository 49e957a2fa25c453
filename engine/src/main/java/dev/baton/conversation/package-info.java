/**
 * The heart: one conversation, the only writer of its history and the only judge of who may speak
 * in it.
 *
 * <p>Read {@link dev.baton.conversation.ConversationRules} (what may happen), {@link
 * dev.baton.conversation.ConversationState} (what follows from it), {@link
 * dev.baton.conversation.Conversation} (the persistent actor around the two), then {@link
 * dev.baton.conversation.ConversationSharding}. Commands are {@link
 * dev.baton.conversation.ConversationCommand}, history is {@link
 * dev.baton.conversation.ConversationEvent}, and what others may see of it is {@link
 * dev.baton.conversation.TimelineEntry} and {@link dev.baton.inboxview.InboxEntry}.
 *
 * <p>May depend on {@code identity}, {@code serialization}, {@code handoff}, {@code answering},
 * {@code workspace} and the shape {@code inboxview.InboxEntry}. The rules, the state and the events
 * import no Akka.
 *
 * <p>Guards: deciding and appending are one step of a single writer. The agent speaks only while it
 * owns the conversation, only for the request it was asked last, and only in the generation it was
 * asked in; the queue counts as human; only an operator ends a human-owned span; a key has one
 * effect; a message is acknowledged only after it is stored. {@code http} never sees events or
 * states, so that the journal and the wire change apart.
 *
 * <p>Tests: {@code dev.baton.conversation} in the test tree; {@code ConversationEventsOnDiskTest}
 * holds the golden bytes.
 */
@NullMarked
package dev.baton.conversation;

import org.jspecify.annotations.NullMarked;
