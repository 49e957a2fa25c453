package dev.baton.chaos.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.chaos.world.Api.Answer;
import dev.baton.chaos.world.Ledger.Figure;
import dev.baton.chaos.world.Ledger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Operators who race for conversations from views that may be stale, reply, hand back and close.
 */
public final class Operators {
  private static final String CONVERSATIONS = "/api/v1/conversations/";

  private final Api api;
  private final Ledger ledger;
  private final List<String> keys;
  private final long seed;

  /**
   * A team.
   *
   * @param keys the API keys, one for each operator
   */
  public Operators(Api api, Ledger ledger, List<String> keys, long seed) {
    this.api = api;
    this.ledger = ledger;
    this.keys = keys;
    this.seed = seed;
  }

  /** Some of the team go for one conversation; whoever gets it serves it. */
  public void round(SplittableRandom random) throws InterruptedException {
    String conversation = choose(random);
    Talk talk = ledger.talk(conversation);
    if (talk == null) {
      return;
    }
    Answer seen =
        api.settle("GET", CONVERSATIONS + conversation + "?limit=1", keys.getFirst(), null, "");
    JsonNode entry = seen.body().path("entry");
    if (!seen.ok() || entry.path("owner").asText("none").equals("none")) {
      return;
    }
    long generation = entry.path("generation").asLong();
    int racers = random.nextInt(2, keys.size() + 1);
    int first = random.nextInt(keys.size());
    int winner = race(conversation, generation, first, racers);
    ledger.count(Figure.TAKE_OVER_RACES);
    if (winner < 0) {
      return;
    }
    ledger.count(Figure.RACES_WON);
    int loser = winner == first ? (first + 1) % keys.size() : first;
    staleReply(talk, generation, loser);
    serve(talk, generation + 1, winner, random);
  }

  private String choose(SplittableRandom random) throws InterruptedException {
    if (random.nextInt(10) < 3) {
      return ledger.any(random);
    }
    Answer list =
        api.settle("GET", "/api/v1/conversations?view=waiting&limit=50", keys.getFirst(), null, "");
    JsonNode entries = list.body().path("entries");
    return entries.isEmpty()
        ? ""
        : entries.path(random.nextInt(entries.size())).path("conversation").asText();
  }

  /** Returns who won, or -1 when the conversation had changed hands before. */
  private int race(String conversation, long generation, int first, int racers)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(racers);
    AtomicReferenceArray<@Nullable Answer> answers = new AtomicReferenceArray<>(racers);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      sent.add(ledger.newKey(seed));
    }
    for (int i = 0; i < racers; i++) {
      int place = i;
      Thread.ofVirtual()
          .start(() -> {
            try {
              answers.set(
                  place,
                  change(
                      conversation,
                      "take-over",
                      generation,
                      (first + place) % keys.size(),
                      sent.get(place)));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              ended.countDown();
            }
          });
    }
    ended.await();
    int winner = -1;
    for (int i = 0; i < racers; i++) {
      Answer answer = answers.get(i);
      if (answer != null && answer.ok()) {
        winner = (first + i) % keys.size();
        ledger.won(conversation, generation, String.valueOf(winner), sent.get(i));
      }
    }
    return winner;
  }

  /** The loser still sees the generation before, and has just lost: his reply must not go out. */
  private void staleReply(Talk talk, long generation, int loser) throws InterruptedException {
    ledger.count(Figure.STALE_REPLIES);
    Sent line = line(talk, loser);
    Answer answer =
        reply(
            talk,
            loser,
            line,
            "{\"text\":\"" + line.text() + "\",\"generation\":" + generation + "}");
    // He may own it by now by another take-over; then it is his to speak, whatever he saw.
    boolean owns = answer.body().path("entry").path("generation").asLong() > generation + 1;
    if (answer.ok() && !owns) {
      ledger.broken(
          Kind.STALE_REPLY_ACCEPTED,
          talk.conversation(),
          line.key(),
          "the loser of generation " + generation + " spoke: " + answer.body());
    }
  }

  private void serve(Talk talk, long generation, int winner, SplittableRandom random)
      throws InterruptedException {
    int replies = random.nextInt(0, 4);
    for (int i = 0; i < replies; i++) {
      Sent line = line(talk, winner);
      reply(talk, winner, line, api.text(line.text()));
    }
    int dice = random.nextInt(100);
    if (dice < 70) {
      ledger.count(Figure.HAND_BACKS);
      change(talk.conversation(), "hand-back", generation, winner, ledger.newKey(seed));
    } else if (dice < 92) {
      ledger.count(Figure.CLOSES);
      change(talk.conversation(), "close", generation, winner, ledger.newKey(seed));
    }
  }

  private Sent line(Talk talk, int operator) {
    String key = ledger.newKey(seed);
    Sent line = new Sent(key, "operator " + operator, "reply " + key, talk.told());
    talk.add(line);
    return line;
  }

  private Answer reply(Talk talk, int operator, Sent line, String body)
      throws InterruptedException {
    line.sending();
    Answer answer =
        api.settle(
            "POST",
            CONVERSATIONS + talk.conversation() + "/replies",
            keys.get(operator),
            line.key(),
            body);
    line.decided(
        answer.ok() ? Sent.Outcome.ACKNOWLEDGED : Sent.Outcome.REFUSED,
        answer.body().path("message").path("seq").asLong(0));
    ledger.count(answer.ok() ? Figure.ACKNOWLEDGED : Figure.REFUSED);
    return answer;
  }

  private Answer change(String conversation, String act, long generation, int operator, String key)
      throws InterruptedException {
    return api.settle(
        "POST",
        CONVERSATIONS + conversation + "/" + act,
        keys.get(operator),
        key,
        "{\"generation\":" + generation + "}");
  }
}
