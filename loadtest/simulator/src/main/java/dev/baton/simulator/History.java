package dev.baton.simulator;

import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationEvent;
import dev.baton.identity.IdempotencyKey;
import dev.baton.inboxview.InboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of a conversation, all of it from one seed: people who burst, repeat and act on what
 * they saw a while ago, agents, crashes and a bad network; then faults stop, a minute passes, and
 * everything must have come to an end.
 */
final class History {
  private static final int[] DANGERS = {0, 30, 80, 160, 300};
  private static final int ACTIVE_MILLIS_MAX = 12_000;
  private static final int CALM_MILLIS = 60_000;
  private static final String[] TEXTS = {"How do I dim it?", "Hello", "It is dark", "Anybody?"};

  private final World world;
  private final Cluster cluster;
  private final Outbox customer;
  private final List<Outbox> operators = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<ConversationCommand.PostMessage> written = new ArrayList<>();
  private final int active;
  private long staleGeneration;

  private History(World world) {
    this.world = world;
    world.danger = DANGERS[world.random.nextInt(DANGERS.length)];
    cluster = new Cluster(world, world.random.nextInt(3) == 0 ? 1 : 2);
    Claims claims = new Claims();
    customer = new Outbox(world, cluster, World.CARLA, claims);
    // Mostly few: many operators are refused more often than they do something.
    int team = world.oneIn(4) ? (int) world.between(1, Names.OPERATORS_MAX) : 2;
    for (int i = 0; i < team; i++) {
      operators.add(new Outbox(world, cluster, Names.operator(i), claims));
    }
    active = (int) world.between(500, ACTIVE_MILLIS_MAX);
  }

  /** Lives it. Throws {@link Broken} where an invariant does not hold. */
  static List<ConversationEvent> live(
      long seed, Parts parts, Tally tally, @Nullable Consumer<String> trace) {
    World world = new World(seed, parts, tally, trace);
    try {
      new History(world).live();
    } finally {
      tally.history(world.agenda.taken(), world.journal.size());
    }
    return world.journal.rows();
  }

  /** Lives it, and counts what is broken instead of throwing it. */
  static Tally.@Nullable Violation judge(
      long seed, Parts parts, Tally tally, @Nullable Consumer<String> trace) {
    Tally.Violation violation;
    try {
      live(seed, parts, tally, trace);
      return null;
    } catch (Broken broken) {
      violation = new Tally.Violation(seed, broken.invariant, String.valueOf(broken.getMessage()));
    } catch (RuntimeException thrown) {
      violation = new Tally.Violation(seed, Invariant.NO_EXCEPTION, thrown.toString());
    }
    tally.violation(violation);
    return violation;
  }

  private void live() {
    plan();
    world.agenda.runUntil(active);
    world.say("faults stop");
    world.danger = 0;
    world.routing = true;
    world.sourceLives = true;
    cluster.heal();
    feeds.forEach(Feed::reconnect);
    world.agenda.runUntil((long) active + CALM_MILLIS);
    check();
  }

  private void plan() {
    if (!world.oneIn(4)) {
      watch(true);
    }
    if (world.oneIn(2)) {
      watch(false);
    }
    int lines = (int) world.between(1, 4);
    for (int i = 0; i < lines; i++) {
      sometime(this::write);
    }
    if (world.oneIn(4)) {
      sometime(() -> customer.send(new ConversationCommand.AskForPerson(world.nextKey())));
    }
    if (world.oneIn(3)) {
      sometime(() ->
          customer.send(
              new ConversationCommand.RateAnswer(
                  world.nextKey(), world.between(1, 4), world.oneIn(2))));
    }
    int acts = (int) world.between(0, 7);
    for (int i = 0; i < acts; i++) {
      sometime(this::operate);
    }
    if (world.danger > 0) {
      int troubles = (int) world.between(0, 4);
      for (int i = 0; i < troubles; i++) {
        sometime(this::trouble);
      }
    }
  }

  private void sometime(Runnable act) {
    // Much of it at the same moments: that is where the races are.
    long at = world.oneIn(2) ? world.between(0, 8) * active / 8 : world.between(0, active);
    world.agenda.in(at + world.between(0, 10), act);
  }

  private void watch(boolean customers) {
    Feed feed = new Feed(world, cluster, customers);
    feeds.add(feed);
    feed.follow();
    if (world.risk(150)) {
      sometime(feed::cut);
    }
    if (customers && world.oneIn(3)) {
      // A customer who leaves: nobody follows, the conversation may rest.
      sometime(() -> {
        feed.leave();
        feeds.remove(feed);
      });
    }
  }

  private void write() {
    String text = TEXTS[world.random.nextInt(TEXTS.length)];
    ConversationCommand.PostMessage post =
        new ConversationCommand.PostMessage(world.nextKey(), text);
    written.add(post);
    customer.inTurn(post);
    if (world.now() < active && world.oneIn(6)) {
      sometime(this::write);
    }
  }

  private void operate() {
    InboxEntry row = cluster.inbox().row();
    long present = row == null ? 0 : row.generation();
    long seen = world.oneIn(4) ? staleGeneration : present;
    staleGeneration = present;
    if (world.journal.size() > 0 && seen != world.journal.fold().generation()) {
      world.happens(Fault.STALE_VIEW);
    }
    IdempotencyKey key = world.nextKey();
    Outbox operator = operators.get(world.random.nextInt(operators.size()));
    if (row != null && row.operator() != null && world.random.nextInt(3) > 0) {
      operator = operators.get(row.operator().value().charAt("opr_".length()) - '0');
    }
    operator.send(
        switch (world.random.nextInt(11)) {
          case 0, 1, 2 -> new ConversationCommand.TakeOver(key, seen);
          case 3, 4 -> new ConversationCommand.Reply(key, "Let me look", seen);
          case 5 -> new ConversationCommand.Reply(key, "One moment", null);
          case 6, 7 -> new ConversationCommand.HandBack(key, seen);
          case 8 -> new ConversationCommand.AddNote(key, "He called before");
          default -> new ConversationCommand.Close(key, seen);
        });
  }

  private void trouble() {
    switch (world.random.nextInt(8)) {
      case 0, 1 -> cluster.split();
      case 2 -> cluster.rebalance();
      case 3 -> cluster.crashSomewhere();
      case 4 -> {
        world.happens(Fault.SOURCE_GONE);
        world.sourceLives = false;
        sometime(() -> world.sourceLives = true);
      }
      case 5 -> {
        world.happens(Fault.ROUTING_SWITCHED);
        world.routing = !world.routing;
      }
      case 6 -> feeds.forEach(Feed::cut);
      default -> {
        if (!written.isEmpty()) {
          world.happens(Fault.KEY_WITH_OTHER_TEXT);
          ConversationCommand.PostMessage post = written.get(world.random.nextInt(written.size()));
          customer.send(
              new ConversationCommand.PostMessage(post.key(), post.text() + ", otherwise"));
        }
      }
    }
  }

  private void check() {
    if (world.journal.fold().awaitsAgent()) {
      throw new Broken(Invariant.NO_SILENCE, "the customer was left without answer or handoff");
    }
    if (!customer.empty() || !operators.stream().allMatch(Outbox::empty)) {
      throw new Broken(Invariant.NOTHING_HANGS, "somebody has had no definite answer");
    }
    if (!cluster.settled()) {
      throw new Broken(Invariant.NOTHING_HANGS, "something is stuck in a stash");
    }
    feeds.forEach(Feed::check);
    InboxEntry row = cluster.inbox().row();
    boolean agrees =
        row == null
            ? world.journal.size() == 0
            : row.rev() == world.journal.size() && Owner.of(row) == world.journal.owner();
    if (!agrees) {
      throw new Broken(Invariant.INBOX_AGREES, "the inbox shows another owner");
    }
  }
}
