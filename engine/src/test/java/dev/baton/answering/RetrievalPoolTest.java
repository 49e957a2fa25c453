package dev.baton.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.RequestId;
import dev.baton.identity.WorkspaceId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent that hangs, and a pool that answers all the same. */
class RetrievalPoolTest {
  private static final int WORKERS = 2;
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final ActorTestKit KIT = ActorTestKit.create("pool", ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final TestProbe<RetrievalPool.Reply> replies = KIT.createTestProbe();
  private final Semaphore atWork = new Semaphore(0);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ActorRef<RetrievalPool.Message> pool =
      KIT.spawn(
          RetrievalPool.create(
              this::answer,
              new RetrievalPool.Bounds(WORKERS, 4, DEADLINE),
              new SimpleMeterRegistry()));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @AfterEach
  void letGo() {
    over.countDown();
  }

  @Test
  void aWorkerThatHangsIsReplacedAfterTheDeadline() {
    hang("hang", WORKERS);
    ask("waits");

    TIME.timePasses(DEADLINE);

    // Those who hung are told by the pool, and again by the worker that was interrupted.
    assertThat(List.of(next(), next(), next(), next(), next()))
        .containsOnlyOnce("answered")
        .contains("unavailable");
  }

  @Test
  void threadsThatHearNoInterruptAreLostUpToABoundAndThenNobodyWaits() {
    loseAll();
  }

  private void loseAll() {
    for (int lost = 0; lost < RetrievalPool.LOST_MAX + WORKERS; lost += WORKERS) {
      hang("deaf", WORKERS);
      TIME.timePasses(DEADLINE);
      assertThat(List.of(next(), next())).containsOnly("unavailable");
    }

    ask("nobody is left");

    assertThat(next()).isEqualTo("unavailable");
  }

  @Test
  void everyThreadThatComesBackIsAWorkerAgain() {
    loseAll();

    over.countDown();

    // What they come back with is told as well; whoever asked knows that it is late.
    for (int i = 0; i < RetrievalPool.LOST_MAX + WORKERS; i++) {
      assertThat(next()).isEqualTo("answered");
    }
    await()
        .untilAsserted(() -> {
          ask("at last");
          assertThat(next()).isEqualTo("answered");
        });
  }

  @Test
  void moreThanMayWaitAreAnsweredAtOnce() {
    hang("deaf", WORKERS);
    for (int i = 0; i < 4; i++) {
      ask("waits");
    }

    ask("one more");

    assertThat(next()).isEqualTo("unavailable");
    replies.expectNoMessage(Duration.ZERO);
  }

  private Outcome answer(Inquiry inquiry) {
    if (inquiry.text().equals("hang") || inquiry.text().equals("deaf")) {
      atWork.release();
      boolean deaf = inquiry.text().equals("deaf");
      while (over.getCount() > 0) {
        try {
          over.await();
        } catch (InterruptedException e) {
          if (!deaf) {
            throw new IllegalStateException("interrupted", e);
          }
        }
      }
    }
    return new Outcome.SmallTalk(
        "Here.", new Why("smalltalk", 1, 0.5, inquiry.text(), List.of(), Map.of()));
  }

  private void hang(String text, int times) {
    for (int i = 0; i < times; i++) {
      ask(text);
    }
    atWork.acquireUninterruptibly(times);
  }

  private void ask(String text) {
    pool.tell(
        new RetrievalPool.Ask(
            RequestId.random(),
            1,
            new Inquiry(new WorkspaceId("wsp_lamps"), text, 0.5, true),
            replies.getRef()));
  }

  private String next() {
    Outcome outcome = replies.receiveMessage().outcome();
    if (outcome instanceof Outcome.NeedsPerson person) {
      assertThat(person.reason()).isEqualTo(HandoffReason.AGENT_UNAVAILABLE);
      return "unavailable";
    }
    return "answered";
  }
}
