package dev.baton.conversation;

import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.ProcessingPolicy;
import akka.persistence.testkit.ProcessingResult;
import akka.persistence.testkit.ProcessingSuccess;
import akka.persistence.testkit.WriteEvents;
import java.util.concurrent.CountDownLatch;

/** A journal whose next write waits until the test lets it through. */
final class HeldJournal implements ProcessingPolicy<JournalOperation> {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Override
  public ProcessingResult tryProcess(String persistenceId, JournalOperation operation) {
    if (operation instanceof WriteEvents) {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return ProcessingSuccess.getInstance();
  }

  void awaitWrite() throws InterruptedException {
    reached.await();
  }

  void release() {
    released.countDown();
  }
}
