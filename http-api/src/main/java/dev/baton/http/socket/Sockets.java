package dev.baton.http.socket;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.Message;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import dev.baton.http.access.Peers;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens sockets: each with an actor of its own at this end, so many for one address. */
public final class Sockets {
  /** Longest frame from a client, in characters. */
  static final int FRAME_MAX = 16 * 1024;

  private final ActorSystem<?> system;
  private final int perAddressMax;
  private final int max;
  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /** How each open socket's actor is reached. */
  private final Set<Consumer<Incoming>> actors = ConcurrentHashMap.newKeySet();

  /**
   * The sockets of a server.
   *
   * @param perAddressMax of one address at the same time, where it is not exempt
   * @param max of all at the same time: what is left for requests must not be used up
   */
  public Sockets(ActorSystem<?> system, int perAddressMax, int max) {
    this.max = max;
    this.system = system;
    this.perAddressMax = perAddressMax;
  }

  /** How many may be open. */
  public int max() {
    return max;
  }

  /** How many are open. */
  public int open() {
    return actors.size();
  }

  /**
   * For each that is open now what has it end what has begun and close; its client connects again,
   * and resumes.
   */
  public List<Runnable> stops() {
    return actors.stream()
        .<Runnable>map(actor -> () -> actor.accept(new Incoming.Stopping()))
        .toList();
  }

  /**
   * The response that makes a socket of a request.
   *
   * @param framesPerSecond of a client that is not exempt from limits; a faster one is slowed down
   * @param behavior makes the actor, which is told {@link Incoming}
   * @param incoming how the actor's own protocol wraps what comes in
   * @throws Refused where it is no request for a socket, or too many are open
   */
  public <T> HttpResponse open(
      HttpRequest request,
      Peers.Peer peer,
      int framesPerSecond,
      Function<Outgoing, Behavior<T>> behavior,
      Function<Incoming, T> incoming) {
    // The handshake is Akka HTTP's; what follows it is ours.
    HttpResponse agreed =
        request
            .getAttribute(AttributeKeys.webSocketUpgrade)
            .orElseThrow(Refused::notFound)
            .handleMessagesWith(Flow.<Message>create());
    if (actors.size() >= max) {
      throw new Refused(
          Problem.of(503, "overloaded", "More than " + max + " sockets are open here.")
              .limit(max)
              .retryAfter(10));
    }
    if (!peer.exempt() && open.getOrDefault(peer.address(), 0) >= perAddressMax) {
      throw new Refused(
          Problem.of(429, "too_many", "More than " + perAddressMax + " sockets from one address.")
              .limit(perAddressMax)
              .retryAfter(10));
    }
    SocketStage stage =
        new SocketStage(
            FRAME_MAX,
            peer.exempt() ? 0 : framesPerSecond,
            outgoing -> {
              open.merge(peer.address(), 1, Integer::sum);
              ActorRef<T> actor =
                  system.systemActorOf(
                      behavior.apply(outgoing),
                      "socket-" + numbers.incrementAndGet(),
                      Props.empty());
              Consumer<Incoming> tell = news -> actor.tell(incoming.apply(news));
              actors.add(tell);
              return news -> {
                if (news instanceof Incoming.Gone) {
                  actors.remove(tell);
                  open.computeIfPresent(
                      peer.address(), (key, count) -> count > 1 ? count - 1 : null);
                }
                tell.accept(news);
              };
            });
    return switched(agreed, Flow.<ByteString>create().via(stage));
  }

  private static HttpResponse switched(
      HttpResponse agreed, Flow<ByteString, ByteString, ?> protocol) {
    List<HttpHeader> headers = new ArrayList<>();
    for (HttpHeader header : agreed.getHeaders()) {
      if (!(header instanceof UpgradeToOtherProtocolResponseHeader)) {
        headers.add(header);
      }
    }
    @SuppressWarnings("unchecked")
    akka.stream.scaladsl.Flow<ByteString, ByteString, Object> flow =
        (akka.stream.scaladsl.Flow<ByteString, ByteString, Object>) protocol.asScala();
    headers.add(new UpgradeToOtherProtocolResponseHeader(flow));
    return agreed.withHeaders(headers);
  }
}
