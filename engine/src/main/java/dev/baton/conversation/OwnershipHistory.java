package dev.baton.conversation;

import dev.baton.conversation.OwnershipSpan.Act;
import dev.baton.conversation.TimelineEntry.Happening;
import dev.baton.handoff.HandoffReason;
import dev.baton.inboxview.InboxEntry.OwnerKind;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Who owned a conversation when, and by which act: a fold over what happened, one entry at a time,
 * that keeps nothing but the spans.
 *
 * @param spans the newest {@link #SPANS_MAX}, oldest first, without a gap between them
 * @param omitted how many older ones there were
 */
public record OwnershipHistory(PVector<OwnershipSpan> spans, long omitted) {
  static final int SPANS_MAX = 1_000;

  /** Before anything has happened. */
  public static OwnershipHistory empty() {
    return new OwnershipHistory(TreePVector.empty(), 0);
  }

  /** The history after one more entry. */
  public OwnershipHistory after(TimelineEntry entry) {
    return switch (entry.happening()) {
      case Happening.Opened opened ->
          owned(entry, OwnerKind.AGENT, null, 1, Act.OPENED, new Message.Author.Customer(), null);
      case Happening.HandedOff off ->
          owned(
              entry,
              OwnerKind.QUEUE,
              null,
              off.generation(),
              Act.HANDED_OFF,
              new Message.Author.Agent(),
              off.reason());
      case Happening.TakenOver taken ->
          owned(
              entry,
              OwnerKind.OPERATOR,
              taken.operator(),
              taken.generation(),
              Act.TAKEN_OVER,
              author(taken.operator()),
              null);
      case Happening.HandedBack back ->
          owned(
              entry,
              OwnerKind.AGENT,
              null,
              back.generation(),
              Act.HANDED_BACK,
              author(back.operator()),
              null);
      case Happening.Closed closed ->
          owned(
              entry,
              OwnerKind.NONE,
              null,
              closed.generation(),
              Act.CLOSED,
              author(closed.operator()),
              null);
      case Happening.Reopened reopened ->
          owned(
              entry,
              OwnerKind.AGENT,
              null,
              reopened.generation(),
              Act.REOPENED,
              new Message.Author.Customer(),
              null);
      case Happening.Said said -> withLast(last().said(said.message().author()));
      case Happening.PersonRequested requested -> this;
      case Happening.Rated rated -> this;
      case Happening.Asked asked -> this;
      case Happening.Noted noted -> this;
      case Happening.Suggested suggested -> this;
    };
  }

  private OwnershipHistory owned(
      TimelineEntry entry,
      OwnerKind owner,
      Principal.@Nullable Operator operator,
      long generation,
      Act act,
      Message.Author by,
      @Nullable HandoffReason reason) {
    OwnershipHistory ended = spans.isEmpty() ? this : withLast(last().endedBefore(entry));
    PVector<OwnershipSpan> all =
        ended.spans.plus(
            new OwnershipSpan(
                owner,
                operator,
                generation,
                episode(entry),
                act,
                by,
                reason,
                entry.rev(),
                entry.at(),
                null,
                null,
                OwnershipSpan.Messages.NONE));
    return all.size() > SPANS_MAX
        ? new OwnershipHistory(all.minus(0), omitted + 1)
        : new OwnershipHistory(all, omitted);
  }

  private int episode(TimelineEntry entry) {
    if (entry.happening() instanceof Happening.Reopened reopened) {
      return reopened.episode();
    }
    return spans.isEmpty() ? 1 : last().episode();
  }

  private OwnershipSpan last() {
    return spans.get(spans.size() - 1);
  }

  private OwnershipHistory withLast(OwnershipSpan span) {
    return new OwnershipHistory(spans.with(spans.size() - 1, span), omitted);
  }

  private static Message.Author author(Principal.Operator operator) {
    return new Message.Author.Operator(operator.id(), operator.name());
  }
}
