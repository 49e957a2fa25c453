package dev.baton.http;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.BoundedSourceQueue;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A WebSocket as an actor sees it: text frames in, bounded and paced, and a bounded queue out. A
 * client that does not read is cut off when its queue is full, and resumes later; it never makes
 * others wait.
 */
public final class SocketFlow {
  /** Longest frame from a client, in characters. */
  static final int FRAME_MAX = 16 * 1024;

  /** Frames that may wait for a client to read. */
  static final int OUTGOING_MAX = 256;

  private static final Duration FRAME_DEADLINE = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final Materializer materializer;
  private final HttpSettings.Limits limits;
  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  SocketFlow(ActorSystem<?> system, Materializer materializer, HttpSettings.Limits limits) {
    this.system = system;
    this.materializer = materializer;
    this.limits = limits;
  }

  /** What arrives at a socket's actor beside its own messages. */
  public sealed interface Incoming {}

  /** A text frame. */
  public record Frame(String text) implements Incoming {}

  /** Something that is no text frame within the limits. */
  public record BadFrame(Problem problem) implements Incoming {}

  /** The connection is over. */
  public record Gone() implements Incoming {}

  /**
   * A flow whose other end is a new actor.
   *
   * @param behavior makes the actor, which gets the outgoing queue and is told {@link Incoming}
   * @param incoming how the actor's own protocol wraps what comes in
   */
  public <T> Flow<Message, Message, NotUsed> create(
      InetAddress address,
      Function<Outgoing, Behavior<T>> behavior,
      Function<Incoming, T> incoming) {
    if (open.merge(address, 1, Integer::sum) > limits.socketsPerAddress()) {
      release(address);
      throw new Refused(
          Problem.of(
                  429,
                  "too_many",
                  "More than " + limits.socketsPerAddress() + " sockets from one address.")
              .limit(limits.socketsPerAddress())
              .retryAfter(10));
    }
    akka.japi.Pair<BoundedSourceQueue<String>, Source<String, NotUsed>> outgoing =
        Source.<String>queue(OUTGOING_MAX).preMaterialize(materializer);
    ActorRef<T> actor =
        system.systemActorOf(
            behavior.apply(new Outgoing(outgoing.first())),
            "socket-" + java.util.UUID.randomUUID(),
            Props.empty());
    Sink<Message, NotUsed> in =
        Flow.<Message>create()
            .throttle(limits.socketFramesPerSecond(), Duration.ofSeconds(1))
            .mapAsync(1, this::frame)
            .to(
                Sink.foreach((Incoming frame) -> {
                  actor.tell(incoming.apply(frame));
                }));
    return Flow.fromSinkAndSourceCoupled(
            in, outgoing.second().map(text -> (Message) TextMessage.create(text)))
        .watchTermination((used, done) -> {
          done.whenComplete((ok, failure) -> {
            release(address);
            actor.tell(incoming.apply(new Gone()));
          });
          return used;
        });
  }

  private CompletionStage<Incoming> frame(Message message) {
    if (!message.isText()) {
      message.asBinaryMessage().getStreamedData().runWith(Sink.cancelled(), materializer);
      return CompletableFuture.completedStage(
          new BadFrame(Problem.of(400, "malformed", "Frames are text.")));
    }
    TextMessage text = message.asTextMessage();
    if (text.isStrict()) {
      return CompletableFuture.completedStage(checked(text.getStrictText()));
    }
    return text.getStreamedText()
        .limitWeighted(FRAME_MAX, part -> (long) part.length())
        .completionTimeout(FRAME_DEADLINE)
        .runFold("", (sofar, part) -> sofar + part, materializer)
        .thenApply(SocketFlow::checked)
        .exceptionally(failure -> tooLong());
  }

  private static Incoming checked(String text) {
    return text.length() <= FRAME_MAX ? new Frame(text) : tooLong();
  }

  private static Incoming tooLong() {
    return new BadFrame(
        Problem.of(413, "too_long", "A frame has at most " + FRAME_MAX + " characters.")
            .limit(FRAME_MAX));
  }

  private void release(InetAddress address) {
    open.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
  }
}
