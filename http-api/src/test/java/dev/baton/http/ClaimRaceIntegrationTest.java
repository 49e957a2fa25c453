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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P8: two to eight operators claim a conversation at the same moment, by taking over or by
 * replying, some with a double click, some from a stale tab. One wins; the others hear who, and
 * none of them reaches the customer.
 */
class ClaimRaceIntegrationTest {
  private static final int ROUNDS_OF_A_CONVERSATION = 25;
  private static final List<String> NAMES =
      List.of(
          "Bea Moss",
          "Cem Arslan",
          "Dora Pike",
          "Emil Voss",
          "Fay Quinn",
          "Gil Ortega",
          "Hana Mori",
          "Ivo Kral");

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Rounds rounds = Rounds.of("claims", 1_000);
  private final AtomicInteger claims = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger repliesRefused = new AtomicInteger();

  @Test
  void oneClaimWinsAndTheOthersHearWho() {
    List<Claimant> team = new ArrayList<>();
    for (String name : NAMES) {
      String email = name.substring(0, name.indexOf(' ')) + "@acme.example";
      team.add(new Claimant(name, SERVER.joins(email, name)));
    }

    int conversations = Math.ceilDiv(rounds.count(), ROUNDS_OF_A_CONVERSATION);
    rounds.atOnce(conversations, number -> contest(number, team));

    Folded folded = fold();
    assertThat(SERVER.engine().verify().toCompletableFuture().join().violations()).isEmpty();
    assertThat(folded.violations).isEmpty();
    assertThat(folded.tookOver).isEqualTo(rounds.count());
    assertThat(lost.get()).isPositive();
    assertThat(repliesRefused.get()).isPositive();
    rounds.report(
        "P8 one claim wins",
        rounds.count(),
        folded.violations.size(),
        claims
            + " claims, "
            + lost
            + " refused, "
            + repliesRefused
            + " replies of losers refused, "
            + folded.replies
            + " replies stored");
  }

  private void contest(int number, List<Claimant> team) {
    Random chances = rounds.chances(number);
    Customer customer = SERVER.customer();
    customer.says("the first line");
    Arena arena = new Arena(customer, 1, null);
    int first = number * ROUNDS_OF_A_CONVERSATION;
    for (int i = first; i < Math.min(first + ROUNDS_OF_A_CONVERSATION, rounds.count()); i++) {
      arena = round(prepared(arena, chances), team, chances);
    }
  }

  /** The conversation before the race: the agent's, in the queue, or an operator's. */
  private static Arena prepared(Arena arena, Random chances) {
    if (arena.owner == null || chances.nextInt(3) == 0) {
      return arena;
    }
    long generation =
        arena
            .owner
            .client
            .change(arena.path("hand-back"), "{\"generation\":" + arena.generation + "}")
            .is(200)
            .json()
            .at("/entry/generation")
            .asLong();
    if (chances.nextBoolean()) {
      return new Arena(arena.customer, generation, null);
    }
    arena.customer.asksForPerson().is(200);
    return new Arena(arena.customer, generation + 1, null);
  }

  private Arena round(Arena arena, List<Claimant> team, Random chances) {
    List<Claimant> claimants = new ArrayList<>(team);
    Collections.shuffle(claimants, chances);
    claimants = claimants.subList(0, 2 + chances.nextInt(7));
    List<Callable<Claim>> tries = new ArrayList<>();
    for (Claimant claimant : claimants) {
      // Whoever replies to a conversation of a colleague does not claim it.
      boolean byReply = arena.owner == null && chances.nextInt(4) == 0;
      String key = Client.newKey();
      int clicks = chances.nextInt(4) == 0 ? 2 : 1;
      for (int i = 0; i < clicks; i++) {
        tries.add(() -> claim(arena, claimant, key, byReply));
      }
    }
    if (arena.generation > 1) {
      Claimant stale = team.get(chances.nextInt(team.size()));
      tries.add(() -> {
        takeOver(arena.generation - 1, arena, stale, Client.newKey())
            .isProblem(409, "ownership_changed");
        return new Claim(stale, false, 0, "");
      });
    }
    Collections.shuffle(tries, chances);

    List<Claim> made = allAtOnce(tries);

    Set<Claimant> winners = new HashSet<>();
    made.stream().filter(Claim::won).forEach(claim -> winners.add(claim.by));
    assertThat(winners).hasSize(1);
    Claimant winner = winners.iterator().next();
    for (Claim claim : made) {
      if (claim.won) {
        assertThat(claim.generation).isEqualTo(arena.generation + 1);
      } else if (claim.generation > 0) {
        assertThat(claim.toldOwner).isEqualTo(winner.name);
        assertThat(claim.by).isNotEqualTo(winner);
      }
    }
    winner.client.change(arena.path("replies"), "{\"text\":\"the owner's words\"}").is(200);
    return new Arena(arena.customer, arena.generation + 1, winner);
  }

  /** A claim, and where it is lost a reply at once, as of somebody who has not looked up yet. */
  private Claim claim(Arena arena, Claimant by, String key, boolean byReply) {
    claims.incrementAndGet();
    Answer answer =
        byReply
            ? reply(arena, by, key, "claimed by reply")
            : takeOver(arena.generation, arena, by, key);
    if (answer.status() == 200) {
      return new Claim(by, true, answer.json().at("/entry/generation").asLong(), "");
    }
    JsonNode current = answer.isProblem(409, "ownership_changed").json().path("current");
    if (lost.incrementAndGet() % 2 == 0) {
      reply(arena, by, Client.newKey(), "a loser's words").isProblem(409, "ownership_changed");
      repliesRefused.incrementAndGet();
    }
    return new Claim(
        by, false, current.path("generation").asLong(), current.at("/operator/name").asText());
  }

  private static Answer takeOver(long generation, Arena arena, Claimant by, String key) {
    return by.client
        .with("Idempotency-Key", key)
        .post(arena.path("take-over"), "{\"generation\":" + generation + "}");
  }

  private static Answer reply(Arena arena, Claimant by, String key, String text) {
    return by.client
        .with("Idempotency-Key", key)
        .post(
            arena.path("replies"),
            "{\"text\":\"" + text + "\",\"generation\":" + arena.generation + "}");
  }

  private static <T> List<T> allAtOnce(List<Callable<T>> tries) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> done = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(tries)) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Who owned what when, from the journal alone. */
  private static Folded fold() {
    Folded folded = new Folded();
    for (Map.Entry<String, List<JsonNode>> one : Journal.of(SERVER).entrySet()) {
      Set<Long> claimed = new HashSet<>();
      String owner = "";
      for (JsonNode event : one.getValue()) {
        switch (event.path("type").asText()) {
          case "operator_took_over" -> {
            folded.tookOver++;
            owner = event.path("operator").asText();
            if (!claimed.add(event.path("generation").asLong())) {
              folded.violations.add(one.getKey() + ": a generation was claimed twice: " + event);
            }
          }
          case "operator_replied" -> {
            folded.replies++;
            if (!event.path("operator").asText().equals(owner)
                || event.path("text").asText().equals("a loser's words")) {
              folded.violations.add(one.getKey() + ": a reply by a non-owner: " + event);
            }
          }
          case "handed_back", "handed_off", "conversation_closed" -> owner = "";
          default -> {}
        }
      }
    }
    return folded;
  }

  private static final class Folded {
    private final List<String> violations = new ArrayList<>();
    private int tookOver;
    private int replies;
  }

  record Claimant(String name, Client client) {}

  /** A claim's outcome; {@code generation} is 0 where it came from a stale tab. */
  record Claim(Claimant by, boolean won, long generation, String toldOwner) {}

  /** A conversation before a race; the owner is null unless it is an operator. */
  record Arena(
      Customer customer, long generation, @org.jspecify.annotations.Nullable Claimant owner) {
    String path(String what) {
      return "/api/v1/conversations/" + customer.conversation() + "/" + what;
    }
  }
}
