package dev.baton.chaos.world;

import dev.baton.chaos.world.Api.Answer;
import dev.baton.chaos.world.Ledger.Figure;
import dev.baton.chaos.world.Ledger.Kind;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Customers who write in bursts, send things twice, at once and again after restarts, ask for a
 * person, and misuse a key now and then.
 */
public final class Customers {
  /** Where customers post. */
  public static final String MESSAGES = "/api/v1/widget/conversation/messages";

  private static final String HUMAN = "/api/v1/widget/conversation/human";

  private final Api api;
  private final Ledger ledger;
  private final String workspaceKey;
  private final long seed;
  private final AtomicReferenceArray<@Nullable Talk> talks;

  /** So many customers of the workspace. */
  public Customers(Api api, Ledger ledger, String workspaceKey, long seed, int conversations) {
    this.api = api;
    this.ledger = ledger;
    this.workspaceKey = workspaceKey;
    this.seed = seed;
    this.talks = new AtomicReferenceArray<>(conversations);
  }

  /** One customer comes, says something and goes. */
  public void visit(SplittableRandom random) throws InterruptedException {
    int place = random.nextInt(talks.length());
    Talk talk = talks.get(place);
    if (talk == null) {
      begin(place);
      return;
    }
    if (!talk.customer.tryLock()) {
      return;
    }
    try {
      int lines = random.nextInt(1, 6);
      for (int i = 0; i < lines; i++) {
        say(talk, random);
      }
      oddities(talk, random);
    } finally {
      talk.customer.unlock();
    }
  }

  private void begin(int place) throws InterruptedException {
    Answer answer =
        api.settle("POST", "/api/v1/widget/" + workspaceKey + "/conversations", "-", null, "{}");
    if (answer.ok()) {
      Talk talk =
          new Talk(
              answer.body().path("conversation").asText(), answer.body().path("token").asText());
      if (talks.compareAndSet(place, null, talk)) {
        ledger.add(talk);
      }
    }
  }

  private void say(Talk talk, SplittableRandom random) throws InterruptedException {
    Sent line = line(talk);
    int dice = random.nextInt(100);
    if (dice < 8) {
      together(talk, line, line, line);
    } else if (dice < 14) {
      together(talk, line, line(talk));
    } else {
      send(talk, line);
      if (dice < 30) {
        send(talk, line);
      }
    }
  }

  private void oddities(Talk talk, SplittableRandom random) throws InterruptedException {
    Sent earlier = talk.earlier();
    if (earlier != null && random.nextInt(100) < 20) {
      send(talk, earlier);
    }
    if (earlier != null && random.nextInt(100) < 6) {
      ledger.count(Figure.OTHER_BODIES);
      Answer answer =
          api.settle(
              "POST",
              MESSAGES,
              talk.token(),
              earlier.key(),
              api.text(earlier.text() + " but not the same"));
      if (answer.status() != 422) {
        ledger.broken(
            Kind.OTHER_BODY_ACCEPTED,
            talk.conversation(),
            earlier.key(),
            "the key with another body was answered " + answer.status());
      }
    }
    if (random.nextInt(100) < 3) {
      ledger.count(Figure.PERSON_REQUESTS);
      api.settle("POST", HUMAN, talk.token(), ledger.newKey(seed), "{}");
    }
  }

  private Sent line(Talk talk) {
    String key = ledger.newKey(seed);
    Sent line = new Sent(key, "customer", "line " + key + " of a customer", talk.told());
    talk.add(line);
    return line;
  }

  /** Sends all at the same moment, and comes back when all are definite. */
  private void together(Talk talk, Sent... lines) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(lines.length);
    for (Sent line : lines) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              send(talk, line);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              ended.countDown();
            }
          });
    }
    ended.await();
  }

  private void send(Talk talk, Sent line) throws InterruptedException {
    if (line.sends() > 0) {
      ledger.count(Figure.REPEATS);
    }
    line.sending();
    Answer answer = api.settle("POST", MESSAGES, talk.token(), line.key(), api.text(line.text()));
    long seq = answer.body().path("message").path("seq").asLong(0);
    Sent.Outcome outcome = answer.ok() ? Sent.Outcome.ACKNOWLEDGED : Sent.Outcome.REFUSED;
    if (line.decided(outcome, seq)) {
      ledger.count(answer.ok() ? Figure.ACKNOWLEDGED : Figure.REFUSED);
      if (answer.ok()) {
        talk.remember(line);
      }
    } else if (line.outcome() != outcome || line.seq() != seq) {
      ledger.broken(
          Kind.ANSWER_CHANGED,
          talk.conversation(),
          line.key(),
          "first %s at %d, then %s at %d".formatted(line.outcome(), line.seq(), outcome, seq));
    }
    talk.tell(seq);
  }
}
