package dev.baton.http.widget;

import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.Opening;
import dev.baton.conversation.Principal;
import dev.baton.customers.CustomerSession;
import dev.baton.engine.ChatEngine;
import dev.baton.http.access.Access;
import dev.baton.http.access.Peers;
import dev.baton.http.access.RateLimits;
import dev.baton.http.frames.Refusals;
import dev.baton.http.problem.Refused;
import dev.baton.identity.Secret;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a customer has a conversation do, whichever way the command comes. */
final class CustomerCommands {
  private final ChatEngine engine;
  private final Access access;
  private final RateLimits limits;

  CustomerCommands(ChatEngine engine, Access access, RateLimits limits) {
    this.engine = engine;
    this.access = access;
    this.limits = limits;
  }

  /** What came of a command, and the session that it was given in. */
  record Done(CustomerSession session, ConversationReply.Accepted accepted) {}

  /**
   * Has the customer's own conversation decide, and keeps the session alive.
   *
   * @return fails with what {@link dev.baton.http.problem.Failures#problem} makes a problem of
   */
  CompletionStage<Done> perform(Secret token, Peers.Peer peer, ConversationCommand command) {
    return access.customer(token).thenCompose(session -> perform(session, token, peer, command));
  }

  /** The same in a session that is known to be open: commands given in turn are decided in turn. */
  CompletionStage<Done> perform(
      CustomerSession session, Secret token, Peers.Peer peer, ConversationCommand command) {
    try {
      limits.newMessage(session.customer().value(), peer);
    } catch (Refused refused) {
      return CompletableFuture.failedStage(refused);
    }
    Opening opening =
        new Opening(
            session.workspace(), session.customer(), session.pageUrl(), session.pageTitle());
    Principal customer = new Principal.Customer(session.customer());
    Duration window =
        Duration.ofHours(
            engine.workspaces().get(session.workspace()).settings().sessionWindowHours());
    return engine
        .perform(session.conversation(), opening, customer, command)
        .thenApply(Refusals::accepted)
        .thenCombine(
            access.extend(token, session, window),
            (accepted, expiresAt) -> new Done(session.until(expiresAt), accepted));
  }
}
