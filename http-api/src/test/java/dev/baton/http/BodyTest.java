package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.RequestEntity;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import dev.baton.http.problem.Refused;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BodyTest {
  private static final int PART = 1024 * 1024;
  private static final int MOST = 4 * PART;
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Materializer MATERIALIZER = Materializer.createMaterializer(KIT.system());

  private final AtomicInteger read = new AtomicInteger();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void whatIsWithinTheLimitIsReadWhole() throws Exception {
    assertThat(read(chunked(4)).length()).isEqualTo(MOST);
    assertThat(read(HttpEntities.create("x".repeat(MOST))).length()).isEqualTo(MOST);
  }

  @Test
  void whatIsALittleTooLargeIsReadToItsEndAndRefused() {
    assertThat(refusal(chunked(6)).problem().limit()).isEqualTo(MOST);
    assertThat(read).hasValue(6);
    assertThat(refusal(sized(5)).problem().status()).isEqualTo(413);
    assertThat(read).hasValue(11);
    assertThat(refusal(HttpEntities.create("x".repeat(MOST + 1))).problem().status())
        .isEqualTo(413);
  }

  @Test
  void whatIsFarTooLargeIsNotReadToItsEnd() {
    assertThat(refusal(chunked(1000)).problem().code()).isEqualTo("too_large");
    assertThat(read).hasValueLessThan(30);
  }

  @Test
  void whatSaysThatItIsFarTooLargeIsNotRead() {
    assertThat(refusal(sized(1000)).problem().limit()).isEqualTo(MOST);
    assertThat(read).hasValue(0);
  }

  @Test
  void whatDoesNotEndIsNotWaitedFor() {
    RequestEntity endless =
        HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, Source.<ByteString>maybe());

    ExecutionException failure =
        catchThrowableOfType(
            ExecutionException.class,
            () ->
                Body.read(endless, MOST, Duration.ofMillis(50), MATERIALIZER)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS));

    assertThat(failure).hasCauseInstanceOf(TimeoutException.class);
  }

  private static ByteString read(RequestEntity entity) throws Exception {
    return Body.read(entity, MOST, Duration.ofSeconds(60), MATERIALIZER)
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static Refused refusal(RequestEntity entity) {
    ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> read(entity));
    assertThat(failure).hasCauseInstanceOf(Refused.class);
    return (Refused) Objects.requireNonNull(failure.getCause());
  }

  private RequestEntity chunked(int parts) {
    return HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, parts(parts));
  }

  private RequestEntity sized(int parts) {
    return HttpEntities.create(
        ContentTypes.APPLICATION_OCTET_STREAM, (long) parts * PART, parts(parts));
  }

  private Source<ByteString, ?> parts(int count) {
    ByteString part = ByteString.fromArray(new byte[PART]);
    return Source.range(1, count)
        .map(number -> {
          read.incrementAndGet();
          return part;
        });
  }
}
