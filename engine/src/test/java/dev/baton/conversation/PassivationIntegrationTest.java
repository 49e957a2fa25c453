package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.OPENING;
import static dev.baton.conversation.ConversationSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.identity.ConversationId;
import dev.baton.testkit.Rounds;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P18b: messages that meet a conversation just as it goes to rest. Real sharding, real journal; a
 * message counts as swallowed when no reply to it comes within {@link #PATIENCE}.
 */
class PassivationIntegrationTest {
  private static final Duration IDLE = Duration.ofMillis(4);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int RACES_OF_A_CONVERSATION = 25;
  private static final int CONVERSATIONS_AT_ONCE = 32;

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final AtomicLong PUBLISHED = new AtomicLong();

  private static ActorSystem<Void> system;
  private static ConversationSharding conversations;
  private final Rounds rounds = Rounds.of("passivations", 10_000);
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong swallowed = new AtomicLong();
  private final AtomicLong sends = new AtomicLong();

  @BeforeAll
  static void start() {
    Config config =
        DATABASE
            .database()
            .akkaSettings()
            .withFallback(ConfigFactory.parseFile(new File("../config/application.conf")))
            .withFallback(ConfigFactory.load());
    system = ActorSystem.create(Behaviors.empty(), "passivation", config);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    conversations =
        new ConversationSharding(
            system,
            new ConversationSurroundings(
                new ConversationSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    IDLE,
                    50,
                    2),
                workspace -> WorkspaceSettings.defaults("Lamps"),
                workspace -> true,
                source -> true,
                system.ignoreRef(),
                row -> PUBLISHED.incrementAndGet(),
                new ConversationCounters(new SimpleMeterRegistry()),
                new DamagedConversations(failure -> false),
                Clock.systemUTC()));
  }

  @AfterAll
  static void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Test
  void noMessageIsSwallowedByAConversationThatGoesToRest() {
    int parts = Math.ceilDiv(rounds.count(), RACES_OF_A_CONVERSATION);
    for (int first = 0; first < parts; first += CONVERSATIONS_AT_ONCE) {
      int offset = first;
      rounds.atOnce(
          Math.min(CONVERSATIONS_AT_ONCE, parts - first),
          number -> races(offset + number, rounds.chances(offset + number)));
    }

    // A row is published with every write and with every waking.
    long woken = PUBLISHED.get() - written.get();
    rounds.report(
        "P18b passivation swallows nothing",
        rounds.count(),
        swallowed.get(),
        sends + " messages, " + woken + " wakings");
    assertThat(swallowed.get()).isZero();
    assertThat(woken)
        .as("races that a conversation slept through")
        .isGreaterThan(rounds.count() / 4);
  }

  private void races(int number, Random chances) {
    ConversationId id = ConversationId.random();
    EntityRef<ConversationMessage> conversation = conversations.get(id);
    reply(perform(conversation, CARLA, new ConversationCommand.PostMessage(key("first"), "Hello")));
    reply(perform(conversation, ANNA, new ConversationCommand.TakeOver(key("take"), 1)));
    int from = number * RACES_OF_A_CONVERSATION;
    for (int i = from; i < Math.min(from + RACES_OF_A_CONVERSATION, rounds.count()); i++) {
      boolean asked = chances.nextInt(4) == 0;
      if (asked) {
        // As if the time were up: the conversation asks its shard to let it rest.
        conversation.tell(new ConversationMessage.Idle());
      }
      LockSupport.parkNanos(asked ? chances.nextInt(400_000) : around(IDLE, chances));
      List<CompletableFuture<?>> burst = new ArrayList<>();
      for (int n = 0; n <= chances.nextInt(3); n++) {
        burst.add(
            chances.nextInt(4) == 0
                ? perform(
                    conversation,
                    CARLA,
                    new ConversationCommand.PostMessage(key("k" + i + "-" + n), "Are you there?"))
                : described(conversation));
      }
      burst.forEach(this::reply);
    }
  }

  private static long around(Duration time, Random chances) {
    return time.toNanos() - 1_500_000 + chances.nextInt(4_000_000);
  }

  private CompletableFuture<?> described(EntityRef<ConversationMessage> conversation) {
    return conversation
        .<ConversationMessage.Described>ask(ConversationMessage.Describe::new, PATIENCE)
        .toCompletableFuture();
  }

  private CompletableFuture<?> perform(
      EntityRef<ConversationMessage> conversation,
      Principal principal,
      ConversationCommand command) {
    written.incrementAndGet();
    return conversation
        .<ConversationReply>ask(
            replyTo -> new ConversationMessage.Perform(OPENING, principal, command, replyTo),
            PATIENCE)
        .toCompletableFuture();
  }

  private void reply(CompletableFuture<?> message) {
    sends.incrementAndGet();
    try {
      Object reply = message.orTimeout(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS).join();
      assertThat(reply).isNotInstanceOf(ConversationReply.Refused.class);
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
      swallowed.incrementAndGet();
    }
  }
}
