/**
 * WebSockets as actors see them: whole text frames in, bounded and paced, and a bounded queue out.
 *
 * <p>Read {@link dev.baton.http.socket.Sockets}, then {@link dev.baton.http.socket.SocketStage}.
 * The protocol (RFC 6455) is one stage of ours between TCP and the actor: Akka HTTP's own puts a
 * dozen behind each other and builds a stream for every message, which costs three times as much
 * processor and memory, and cannot close with a code. Guards: nothing that a client sends or leaves
 * unread makes anything grow beyond its bound; a frame is delivered whole or not at all.
 */
@NullMarked
package dev.baton.http.socket;

import org.jspecify.annotations.NullMarked;
