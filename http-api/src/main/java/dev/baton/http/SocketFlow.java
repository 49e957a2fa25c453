package dev.baton.http;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.baton.http.access.Peers;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  private final AtomicLong numbers = new AtomicLong();
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
   * @param framesPerSecond of a client that is not exempt from limits
   * @param behavior makes the actor, which gets the outgoing queue and is told {@link Incoming}
   * @param incoming how the actor's own protocol wraps what comes in
   * @throws Refused where the address has too many sockets open
   */
  public <T> Flow<Message, Message, NotUsed> create(
      Peers.Peer peer,
      int framesPerSecond,
      Function<Outgoing, Behavior<T>> behavior,
      Function<Incoming, T> incoming) {
    refuseTooMany(peer);
    AtomicReference<@Nullable ActorRef<T>> actor = new AtomicReference<>();
    Source<Message, NotUsed> out =
        Source.<Message>queue(OUTGOING_MAX)
            .mapMaterializedValue(queue -> {
              open.merge(peer.address(), 1, Integer::sum);
              actor.set(
                  system.systemActorOf(
                      behavior.apply(new Outgoing(queue)),
                      "socket-" + numbers.incrementAndGet(),
                      Props.empty()));
              return NotUsed.getInstance();
            });
    Flow<Message, Message, NotUsed> paced =
        peer.exempt()
            ? Flow.create()
            : Flow.<Message>create().throttle(framesPerSecond, Duration.ofSeconds(1));
    Sink<Message, NotUsed> in =
        paced
            .mapAsync(1, this::frame)
            .to(Sink.foreach((Incoming frame) -> begun(actor).tell(incoming.apply(frame))));
    return Flow.fromSinkAndSourceCoupled(in, out)
        .watchTermination((used, done) -> {
          done.whenComplete((ok, failure) -> {
            release(peer.address());
            begun(actor).tell(incoming.apply(new Gone()));
          });
          return used;
        });
  }

  private void refuseTooMany(Peers.Peer peer) {
    if (!peer.exempt() && open.getOrDefault(peer.address(), 0) >= limits.socketsPerAddress()) {
      throw new Refused(
          Problem.of(
                  429,
                  "too_many",
                  "More than " + limits.socketsPerAddress() + " sockets from one address.")
              .limit(limits.socketsPerAddress())
              .retryAfter(10));
    }
  }

  /** Set while the flow is put together, before anything runs through it. */
  private static <T> ActorRef<T> begun(AtomicReference<@Nullable ActorRef<T>> actor) {
    return Objects.requireNonNull(actor.get());
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
