package dev.baton.simulator;

import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.Message;
import dev.baton.conversation.Principal;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one client wants to have done, and its own record of what it was told. A key is sent again
 * until there is a definite answer; a time-out means that nobody knows. The network drops, doubles
 * and delays what it carries, both ways.
 */
final class Outbox {
  /** One thing to be done. */
  private static final class Wish {
    final ConversationCommand.Keyed command;
    final boolean inTurn;
    boolean settled;
    boolean accepted;

    Wish(ConversationCommand.Keyed command, boolean inTurn) {
      this.command = command;
      this.inTurn = inTurn;
    }
  }

  /** As {@code baton.engine.reply-timeout}. */
  private static final int REPLY_TIMEOUT_MILLIS = 5_000;

  private final World world;
  private final Cluster cluster;
  private final Principal principal;
  private final String author;
  private final Claims claims;
  private final Queue<Wish> queue = new ArrayDeque<>();
  private int open;
  private long lastSeq;

  Outbox(World world, Cluster cluster, Principal principal, Claims claims) {
    this.world = world;
    this.cluster = cluster;
    this.principal = principal;
    this.claims = claims;
    this.author =
        principal instanceof Principal.Operator operator ? operator.id().value() : "customer";
  }

  /** Whether everything has had its definite answer. */
  boolean empty() {
    return open == 0 && queue.isEmpty();
  }

  /** One after the other, as the widget sends messages. */
  void inTurn(ConversationCommand.Keyed command) {
    queue.add(new Wish(command, true));
    if (queue.size() == 1) {
      attempt(queue.element());
    }
  }

  /** At once. */
  void send(ConversationCommand.Keyed command) {
    open++;
    attempt(new Wish(command, false));
  }

  private void attempt(Wish wish) {
    if (world.trace != null) {
      world.say(author + " sends " + wish.command);
    }
    int via = world.random.nextInt(cluster.nodes());
    if (!world.strikes(Fault.REQUEST_DROPPED, 100)) {
      long delay = world.between(1, 20);
      if (world.strikes(Fault.REQUEST_DELAYED, 80)) {
        delay += world.between(100, 8_000);
      }
      world.agenda.in(delay, () -> arrive(via, wish));
    }
    if (world.strikes(Fault.REQUEST_DOUBLED, 80)) {
      world.agenda.in(world.between(1, 8_000), () -> arrive(via, wish));
    }
    world.agenda.in(
        REPLY_TIMEOUT_MILLIS + world.between(0, 1_000),
        () -> {
          if (!wish.settled) {
            attempt(wish);
          }
        });
  }

  private void arrive(int via, Wish wish) {
    cluster.deliver(
        via,
        new Incarnation.Call.Perform(
            principal,
            wish.command,
            reply -> {
              // What is told must hold when it is told, whether or not it arrives.
              if (reply instanceof ConversationReply.Accepted accepted) {
                checkAccepted(wish, accepted);
              }
              if (!world.strikes(Fault.REPLY_DROPPED, 100)) {
                long delay = world.between(1, 20);
                if (world.strikes(Fault.REPLY_DELAYED, 80)) {
                  delay += world.between(100, 8_000);
                }
                world.agenda.in(delay, () -> settle(wish, reply));
              }
            }));
  }

  private void settle(Wish wish, ConversationReply reply) {
    if (reply instanceof ConversationReply.Accepted accepted && !wish.accepted) {
      wish.accepted = true;
      Message message = accepted.message();
      if (wish.inTurn && message != null && !wish.settled) {
        if (message.seq() <= lastSeq) {
          throw new Broken(Invariant.DENSE, "acknowledged out of the order of sending");
        }
        lastSeq = message.seq();
      }
    }
    if (wish.settled || reply instanceof ConversationReply.Unknown) {
      // Nobody knows: the same key goes again when the time is up.
      return;
    }
    wish.settled = true;
    if (world.trace != null) {
      world.say(author + " is told " + reply);
    }
    if (wish.inTurn) {
      queue.remove();
      if (!queue.isEmpty()) {
        attempt(queue.element());
      }
    } else {
      open--;
    }
  }

  private void checkAccepted(Wish wish, ConversationReply.Accepted accepted) {
    Fold.@Nullable Effect effect = world.journal.fold().effect(author, wish.command.key());
    if (effect == null) {
      throw new Broken(Invariant.ACKNOWLEDGED_IS_STORED, "acknowledged and not in the journal");
    }
    String text = said(wish.command);
    Message message = accepted.message();
    if ((text == null) != (message == null)) {
      throw new Broken(Invariant.ACKNOWLEDGED_IS_STORED, "the answer is to another command");
    }
    if (message != null
        && (message.seq() != effect.seq()
            || !message.text().equals(effect.text())
            || !effect.text().equals(text))) {
      throw new Broken(
          Invariant.ACKNOWLEDGED_IS_STORED, "acknowledged with another seq or text than stored");
    }
    if (wish.command instanceof ConversationCommand.TakeOver take) {
      claims.won(take.generation(), author, take.key());
    }
  }

  private static @Nullable String said(ConversationCommand.Keyed command) {
    return switch (command) {
      case ConversationCommand.PostMessage post -> post.text();
      case ConversationCommand.Reply reply -> reply.text();
      case ConversationCommand.AskForPerson ask -> null;
      case ConversationCommand.RateAnswer rate -> null;
      case ConversationCommand.AddNote note -> null;
      case ConversationCommand.OwnershipChange change -> null;
    };
  }
}
