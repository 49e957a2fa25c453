package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Journal;
import dev.baton.testkit.Rounds;
import dev.baton.testkit.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P3: a key takes effect once for the life of its conversation. Each is sent one to five times, at
 * the same moment and long after, some with another body, while conversations rest and wake, are
 * written to snapshots, change their owner, close and begin again.
 */
class KeyOnceIntegrationTest {
  private static final int KEYS_OF_A_CONVERSATION = 100;
  private static final int BURST = 10;
  private static final int RETRIES_MAX = 5;

  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .with("baton.engine.conversation.idle-after", "50ms")
          .with("baton.engine.conversation.snapshot-every", 20);

  private final Rounds rounds = Rounds.of("keys", 2_000);
  private final Client maya = SERVER.team(RunningServer.MAYA);
  private final AtomicLong sends = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong otherBodies = new AtomicLong();

  @Test
  void eachKeyTakesEffectOnce() {
    int conversations = Math.ceilDiv(rounds.count(), KEYS_OF_A_CONVERSATION);
    Queue<Keyed> all = new ConcurrentLinkedQueue<>();
    rounds.atOnce(
        conversations,
        number ->
            all.addAll(
                life(
                    rounds.chances(number),
                    Math.min(
                        KEYS_OF_A_CONVERSATION,
                        rounds.count() - number * KEYS_OF_A_CONVERSATION))));

    List<String> violations = new ArrayList<>();
    Map<String, List<JsonNode>> journal = Journal.of(SERVER);
    for (Keyed keyed : all) {
      long[] seqs =
          journal.getOrDefault(keyed.conversation, List.of()).stream()
              .filter(event -> event.path("key").asText().equals(keyed.key))
              .mapToLong(event -> event.path("seq").asLong())
              .toArray();
      if (seqs.length != 1 || seqs[0] != keyed.seq) {
        violations.add(keyed.key + " took effect " + seqs.length + " times");
      }
    }
    assertThat(violations).isEmpty();
    assertThat(all).hasSize(rounds.count());
    assertThat(SERVER.engine().verify().toCompletableFuture().join().violations()).isEmpty();
    assertThat(otherBodies.get()).isPositive();
    rounds.report(
        "P3 one effect per key",
        rounds.count(),
        violations.size(),
        sends
            + " sends, "
            + repeats
            + " repeats got the first answer, "
            + otherBodies
            + " other bodies got 422, "
            + unknown
            + " sent again after 503");
  }

  private List<Keyed> life(Random chances, int count) {
    Customer customer = SERVER.customer();
    String id = customer.conversation();
    List<Keyed> keys = new ArrayList<>();
    long generation = 0;
    for (int made = 0; made < count; made += BURST) {
      // The team has the conversation most of the time; now and then it begins again.
      boolean team = generation > 0;
      List<Keyed> burst = new ArrayList<>();
      for (int i = made; i < Math.min(made + BURST, count); i++) {
        boolean reply = team && chances.nextInt(4) == 0;
        burst.add(new Keyed(id, reply ? maya : customer, reply, Client.newKey()));
      }
      send(burst, keys, chances);
      keys.addAll(burst);
      generation = generation == 0 ? act(id, "take-over", owner(id)) : generation;
      if (chances.nextInt(3) == 0) {
        act(id, "close", generation);
        generation = 0;
      }
    }
    return keys;
  }

  private void send(List<Keyed> burst, List<Keyed> before, Random chances) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Keyed keyed : burst) {
        int times = 1 + (chances.nextInt(3) == 0 ? chances.nextInt(5) : 0);
        for (int i = 0; i < times; i++) {
          String text = i > 0 && chances.nextInt(4) == 0 ? "another text" : "a text";
          threads.execute(() -> keyed.send(text, this));
        }
      }
      if (!before.isEmpty()) {
        for (int i = 0; i < BURST / 5; i++) {
          Keyed old = before.get(chances.nextInt(before.size()));
          String text = chances.nextInt(4) == 0 ? "another text" : old.text();
          threads.execute(() -> old.send(text, this));
        }
      }
    }
    burst.forEach(Keyed::settled);
    before.forEach(Keyed::settled);
  }

  private long owner(String id) {
    return maya.get("/api/v1/conversations/" + id).is(200).json().at("/entry/generation").asLong();
  }

  private long act(String id, String what, long generation) {
    return maya.change(
            "/api/v1/conversations/" + id + "/" + what, "{\"generation\":" + generation + "}")
        .is(200)
        .json()
        .at("/entry/generation")
        .asLong();
  }

  /** A key, who sends it, and what the server made of it. */
  private static final class Keyed {
    private final String conversation;
    private final Client sender;
    private final boolean reply;
    private final String key;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private @Nullable String text;
    private @Nullable JsonNode first;
    private long seq;

    Keyed(String conversation, Client sender, boolean reply, String key) {
      this.conversation = conversation;
      this.sender = sender;
      this.reply = reply;
      this.key = key;
    }

    String text() {
      return java.util.Objects.requireNonNull(text);
    }

    void send(String body, KeyOnceIntegrationTest test) {
      try {
        test.sends.incrementAndGet();
        String path =
            reply
                ? "/api/v1/conversations/" + conversation + "/replies"
                : "/api/v1/widget/conversation/messages";
        Client caller = sender.with("Idempotency-Key", key);
        Answer answer = caller.post(path, "{\"text\":\"" + body + "\"}");
        for (int i = 0; answer.status() == 503 && i < RETRIES_MAX; i++) {
          test.unknown.incrementAndGet();
          answer = caller.post(path, "{\"text\":\"" + body + "\"}");
        }
        if (answer.status() == 422) {
          answer.isProblem(422, "key_reused");
          refused.add(body);
          test.otherBodies.incrementAndGet();
        } else {
          took(answer.is(200).json().path("message"), body, test);
        }
      } catch (RuntimeException | AssertionError e) {
        failures.add(e);
      }
    }

    private synchronized void took(JsonNode message, String body, KeyOnceIntegrationTest test) {
      assertThat(message.path("text").asText()).isEqualTo(body);
      if (first == null) {
        first = message;
        seq = message.path("seq").asLong();
        text = body;
      } else {
        assertThat(message).isEqualTo(first);
        test.repeats.incrementAndGet();
      }
    }

    void settled() {
      assertThat(failures).isEmpty();
      assertThat(text).isNotNull();
      assertThat(refused).doesNotContain(text());
    }
  }
}
