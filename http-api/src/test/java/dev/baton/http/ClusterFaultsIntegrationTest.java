package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nodes die, are shut out, and lose sight of each other in every direction, while customers write
 * wherever somebody answers: what was acknowledged is there once and in order, and after each fault
 * every conversation answers again.
 */
class ClusterFaultsIntegrationTest {
  private static final int COUNT = 3;
  private static final int CUSTOMERS = 8;
  private static final int FAULTS = 20;
  private static final long SEED = 20261123;
  private static final Duration ANSWERS_AGAIN = Duration.ofSeconds(60);
  private static final long FLAP_MILLIS = 300;
  private static final int FLAPS = 8;

  @RegisterExtension static final Nodes NODES = new Nodes(COUNT);

  private enum Fault {
    CRASH,
    STOP,
    ISOLATED,
    DEAF,
    MUTE,
    FLAPPING
  }

  private final Random random = new Random(SEED);
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void nothingIsLostAndNobodyIsLeftWaiting() throws InterruptedException {
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      Customer customer = NODES.customer(1 + i % COUNT);
      customer.asksForPerson().is(200);
      Writer writer = new Writer(customer, new Random(SEED + i));
      writer.thread = Thread.startVirtualThread(writer);
      writers.add(writer);
    }
    for (int i = 0; i < FAULTS; i++) {
      Fault fault = Fault.values()[i % Fault.values().length];
      strike(fault, 1 + random.nextInt(COUNT));
      List<Integer> before = writers.stream().map(writer -> writer.acknowledged).toList();
      for (int w = 0; w < CUSTOMERS; w++) {
        Writer writer = writers.get(w);
        int seen = before.get(w);
        await()
            .alias(fault + ": " + writer.customer.conversation())
            .pollInSameThread()
            .atMost(ANSWERS_AGAIN)
            // One more: the first may have been on its way before.
            .until(() -> {
              NODES.reviveOneWhereNobodyServes();
              return writer.acknowledged > seen + 1;
            });
      }
      NODES.mendAll();
      NODES.revive();
    }
    over.set(true);
    for (Writer writer : writers) {
      writer.thread.join();
      assertThat(writer.strange).isNull();
      assertThat(writer.read()).isEqualTo(writer.expected());
    }
    assertThat(NODES.engine(1).verify().toCompletableFuture().join().violations()).isEmpty();
  }

  private void strike(Fault fault, int node) throws InterruptedException {
    switch (fault) {
      case CRASH -> {
        NODES.crash(node);
        NODES.start(node);
      }
      case STOP -> {
        NODES.stop(node);
        NODES.start(node);
      }
      case ISOLATED -> {
        others(node).forEach(other -> NODES.cut(node, other));
        others(node).forEach(other -> NODES.cut(other, node));
      }
      case DEAF -> others(node).forEach(other -> NODES.cut(other, node));
      case MUTE -> others(node).forEach(other -> NODES.cut(node, other));
      case FLAPPING -> {
        for (int i = 0; i < FLAPS; i++) {
          others(node).forEach(other -> NODES.cut(node, other));
          TimeUnit.MILLISECONDS.sleep(FLAP_MILLIS);
          NODES.mendAll();
          TimeUnit.MILLISECONDS.sleep(FLAP_MILLIS);
        }
      }
    }
  }

  private static List<Integer> others(int node) {
    List<Integer> others = new ArrayList<>();
    for (int other = 1; other <= COUNT; other++) {
      if (other != node) {
        others.add(other);
      }
    }
    return others;
  }

  /** A customer who counts aloud, each number again with its key until somebody has it. */
  private final class Writer implements Runnable {
    private static final long PAUSE_MILLIS = 100;
    private final Customer customer;
    private final Random choice;
    private Thread thread = Thread.currentThread();
    private volatile int acknowledged;
    private volatile @org.jspecify.annotations.Nullable String strange;

    Writer(Customer customer, Random choice) {
      this.customer = customer;
      this.choice = choice;
    }

    @Override
    public void run() {
      while (!over.get() && strange == null) {
        String key = Client.newKey();
        String text = String.valueOf(acknowledged + 1);
        while (!isStored(key, text) && strange == null) {
          pause();
        }
        if (strange == null) {
          acknowledged = Integer.parseInt(text);
        }
        pause();
      }
    }

    private boolean isStored(String key, String text) {
      List<String> urls = NODES.urls();
      if (urls.isEmpty()) {
        return false;
      }
      try {
        Answer answer = customer.at(urls.get(choice.nextInt(urls.size()))).says(key, text);
        if (answer.status() != 200 && answer.status() != 503) {
          strange = answer.status() + " " + answer.text();
        }
        return answer.status() == 200;
      } catch (AssertionError nobodyThere) {
        return false;
      }
    }

    private void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    List<String> read() {
      List<String> texts = new ArrayList<>();
      Customer reader = customer.at(NODES.url(1));
      JsonNode page = reader.history(0);
      while (!page.path("messages").isEmpty()) {
        for (JsonNode message : page.path("messages")) {
          if (message.path("author").path("kind").asText().equals("customer")) {
            texts.add(message.path("text").asText());
          }
        }
        page =
            reader.history(
                page.path("messages").path(page.path("messages").size() - 1).path("seq").asLong());
      }
      return texts;
    }

    List<String> expected() {
      List<String> texts = new ArrayList<>();
      for (int i = 1; i <= acknowledged; i++) {
        texts.add(String.valueOf(i));
      }
      return texts;
    }
  }
}
