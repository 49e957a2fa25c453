package dev.baton.chaos.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.chaos.world.Api;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Waits until nothing that was said to the agent is open any more. */
public final class Quiet {
  private static final long POLL_MILLIS = 500;

  private final Reading reading;
  private final Set<String> settled = new HashSet<>();

  public Quiet(Api api, String operatorKey) {
    this.reading = new Reading(api, operatorKey);
  }

  /** Comes back when all is quiet or patience has ended; says how many are open then. */
  public int await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    int open = open();
    while (open > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      open = open();
    }
    return open;
  }

  private int open() throws InterruptedException {
    int open = 0;
    for (JsonNode entry : reading.list("agent")) {
      String conversation = entry.path("conversation").asText();
      String state = conversation + "#" + entry.path("rev").asLong();
      boolean customersTurn =
          entry.path("lastLine").path("author").path("kind").asText().equals("customer");
      if (customersTurn && !settled.contains(state)) {
        // Also what was said to people before a hand-back stands last, and waits for nobody.
        if (isOpen(conversation)) {
          open++;
        } else {
          settled.add(state);
        }
      }
    }
    return open;
  }

  private boolean isOpen(String conversation) throws InterruptedException {
    Ownerships ownerships = new Ownerships(conversation, new Findings());
    reading.operators(conversation).forEach(ownerships::next);
    return ownerships.unanswered() > 0;
  }
}
