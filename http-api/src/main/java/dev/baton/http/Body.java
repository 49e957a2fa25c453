package dev.baton.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.RequestEntity;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A request's body, read whole within a limit. Of what is larger some more is read and thrown away:
 * who closes a connection on bytes that were not read resets it, and the answer may be lost with
 * them (RFC 9112, 9.6).
 */
public final class Body {
  private static final int BEYOND_MAX = 16 * 1024 * 1024;

  private final int most;
  private final ByteStringBuilder kept = new ByteStringBuilder();
  private long length;

  private Body(int most) {
    this.most = most;
  }

  /**
   * Reads it.
   *
   * @param most bytes
   * @return a failure where it is larger, or has not come to its end by the deadline
   */
  public static CompletionStage<ByteString> read(
      RequestEntity entity, int most, Duration deadline, Materializer materializer) {
    if (entity instanceof HttpEntity.Strict strict) {
      Body body = new Body(most);
      body.add(strict.getData());
      return body.whole();
    }
    if (entity.getContentLengthOption().orElse(0) > (long) most + BEYOND_MAX) {
      return CompletableFuture.failedStage(tooLarge(most));
    }
    return entity
        .withoutSizeLimit()
        .getDataBytes()
        .completionTimeout(deadline)
        .runWith(Sink.fold(new Body(most), Body::add), materializer)
        .thenCompose(Body::whole);
  }

  private Body add(ByteString part) {
    length += part.length();
    if (length <= most) {
      kept.append(part);
      return this;
    }
    kept.clear();
    if (length > (long) most + BEYOND_MAX) {
      throw tooLarge(most);
    }
    return this;
  }

  private CompletionStage<ByteString> whole() {
    return length > most
        ? CompletableFuture.failedStage(tooLarge(most))
        : CompletableFuture.completedStage(kept.result());
  }

  private static Refused tooLarge(int most) {
    return new Refused(
        Problem.of(413, "too_large", "The body is larger than " + most + " bytes.").limit(most));
  }
}
