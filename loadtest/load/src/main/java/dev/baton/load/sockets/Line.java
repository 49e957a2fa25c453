package dev.baton.load.sockets;

import dev.baton.load.record.Keys;
import dev.baton.load.record.Lane;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.wire.FrameSink;
import dev.baton.load.wire.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket that comes back as FRAMES.md asks for, and sends again what it has no outcome
 * of. Everything happens on one thread; {@link #say}, {@link #connect}, {@link #cut} and {@link
 * #end} may be called from any.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A socket's failure is told by channelInactive.
public abstract class Line implements FrameSink {
  /** Messages of one socket that may wait for their outcome. */
  public static final int WAITING_MAX = 64;

  /** So little fits between a slow client and its server that the server soon notices. */
  private static final int SLOW_BUFFER = 16 * 1024;

  private static final int USUAL_BUFFER = 256 * 1024;

  private final Lines lines;
  private final EventLoop loop;
  private final Route route;
  private final Absence absence;
  private final LongQueue queued = new LongQueue();
  private @Nullable Channel channel;
  private boolean ready;
  private boolean cut;
  private boolean ended;
  private boolean small;
  private boolean deaf;
  private boolean staysAway;
  private volatile @Nullable Integer endedWith;
  private int waiting;
  private long nowNanos;
  private volatile Runnable onReady = () -> {};

  Line(Lines lines) {
    this.lines = lines;
    this.loop = lines.nextLoop();
    this.route = lines.route();
    this.absence = new Absence(lines.traffic().returns());
  }

  abstract String path();

  abstract @Nullable String authorization();

  /** The server speaks first, or wants a first frame. */
  abstract void opened();

  /** The server is ready: asks for what this client wants to see. */
  abstract void welcomed();

  /** The conversations whose messages this socket sends. */
  abstract Iterable<Talk> talks();

  abstract Side side();

  /** Connects, and again whenever it must; the listener is told of each welcome. */
  public final void connect(Runnable listener) {
    onReady = listener;
    loop.execute(this::open);
  }

  /**
   * Says something as soon as the protocol allows.
   *
   * @param dueNanos when it was to be said
   */
  public final void say(Talk talk, long dueNanos) {
    boolean measured = lines.book().announce();
    if (loop.inEventLoop()) {
      sayNow(talk, dueNanos, measured);
    } else {
      loop.execute(() -> sayNow(talk, dueNanos, measured));
    }
  }

  /** Numbers are given on this one thread: so they stand in the order of the frames. */
  private void sayNow(Talk talk, long dueNanos, boolean measured) {
    sayNow(lines.book().add(talk, side(), dueNanos, measured));
  }

  /** Breaks the connection as a network would, without a word. */
  public final void cut() {
    loop.execute(() -> {
      if (channel != null) {
        cut = true;
        losesEverything();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
      }
    });
  }

  /** The connection is about to be cut, or has ended. */
  void losesEverything() {}

  /** Whether it has all that was said before the last welcome. */
  abstract boolean caughtUp();

  /** Will stop reading some day: its connection holds little. Before the first connection only. */
  public final void smallBuffer() {
    small = true;
  }

  /** Reads nothing more, and stays away when the server ends the connection. */
  public final void stopReading() {
    loop.execute(() -> {
      deaf = true;
      endedWith = null;
      if (channel != null) {
        channel.config().setAutoRead(false);
      }
    });
  }

  /** Reads again what still stands there, or comes back. */
  public final void readAgain() {
    loop.execute(() -> {
      deaf = false;
      small = false;
      if (channel != null) {
        channel.config().setOption(ChannelOption.SO_RCVBUF, USUAL_BUFFER);
        channel.config().setAutoRead(true);
      } else if (staysAway) {
        staysAway = false;
        absence.countFrom(System.nanoTime());
        open();
      }
    });
  }

  /** With which code its connection ended since it stopped reading; null where it did not. */
  public final @Nullable Integer endedWith() {
    return endedWith;
  }

  /** Closes for good. */
  public final void end() {
    loop.execute(() -> {
      ended = true;
      if (channel != null) {
        channel.close();
      }
    });
  }

  private void open() {
    if (ended) {
      return;
    }
    if (deaf) {
      staysAway = true;
      return;
    }
    Receiver receiver = new Receiver();
    int buffer = small ? SLOW_BUFFER : 0;
    lines
        .connect(loop, route.node(), path(), authorization(), buffer, receiver)
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            lines.traffic().error("cannot connect: " + connected.cause().getMessage());
            comeBack(Route.End.REFUSED);
          }
        });
  }

  private void comeBack(Route.End end) {
    if (ended) {
      return;
    }
    lines.traffic().comesBack();
    loop.schedule(this::open, route.leave(end), TimeUnit.MILLISECONDS);
  }

  private void sayNow(long code) {
    if (ready && waiting < WAITING_MAX) {
      write(code);
    } else {
      queued.add(code);
    }
  }

  private void write(long code) {
    Channel open = channel;
    if (open == null || !lines.book().awaitsOutcome(code)) {
      return;
    }
    waiting++;
    lines.book().written(code, System.nanoTime());
    open.writeAndFlush(
        new TextWebSocketFrame(lines.writer().say(open.alloc(), lines.book().talk(code), code)),
        open.voidPromise());
  }

  private void next() {
    waiting = Math.max(0, waiting - 1);
    drain();
  }

  private void drain() {
    while (ready && waiting < WAITING_MAX && !queued.isEmpty()) {
      write(queued.remove());
    }
  }

  final void write(String frame) {
    if (channel != null) {
      channel.write(new TextWebSocketFrame(frame), channel.voidPromise());
    }
  }

  final void flush() {
    if (channel != null) {
      channel.flush();
    }
  }

  final EventLoop loop() {
    return loop;
  }

  final Lines lines() {
    return lines;
  }

  /** When the frame that is being read came in. */
  final long nowNanos() {
    return nowNanos;
  }

  @Override
  public final void welcome(long lastSeq) {
    ready = true;
    route.welcomed();
    waiting = 0;
    lines.traffic().welcomed();
    absence.welcomed();
    reached(lastSeq);
    welcomed();
    for (Talk talk : talks()) {
      repeatOpen(talk);
    }
    drain();
    flush();
    onReady.run();
  }

  /** Up to where the server will show messages at once. */
  void reached(long lastSeq) {}

  private void repeatOpen(Talk talk) {
    Lane lane = talk.lane(side());
    for (int n = lines.book().firstOpen(talk, side()); n < lane.size(); n++) {
      if (lane.isWritten(n)) {
        sayNow(Keys.code(talk.index(), side(), n));
      }
    }
  }

  /** The message of this socket's own that a frame shows, where it is one. */
  final void ownMessage(long code, long seq) {
    if (lines.book().acked(code, seq, nowNanos)) {
      next();
    }
  }

  @Override
  public final void accepted(long code, long seq) {
    if (lines.book().knows(code)) {
      ownMessage(code, seq);
    }
  }

  @Override
  public final void refused(long code, Problem problem) {
    if (!lines.book().knows(code)) {
      return;
    }
    if (problem.unknown()) {
      int seconds = Math.max(1, problem.retryAfterSeconds());
      int millis = ThreadLocalRandom.current().nextInt(seconds * 500, seconds * 1_000);
      loop.schedule(() -> sayNow(code), millis, TimeUnit.MILLISECONDS);
      next();
    } else if (lines.book().refused(code)) {
      lines.traffic().refused(problem);
      next();
    }
  }

  @Override
  public final void problem(Problem problem) {
    lines.traffic().error(problem.toString());
    if (problem.forGood()) {
      ended = true;
      lines.traffic().givenUp(problem.toString());
    }
  }

  /** One connection: what comes late of an earlier one is not mixed up with it. */
  private final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {
    private boolean current;
    private int code = Returns.NO_CODE;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        channel = context.channel();
        current = true;
        opened();
        flush();
      } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
        context.close();
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame) {
        nowNanos = System.nanoTime();
        lines.traffic().frame();
        try {
          lines.reader().read(frame.content(), Line.this);
          if (absence.lasts() && ready && caughtUp()) {
            absence.end(nowNanos);
          }
        } catch (IOException e) {
          lines.traffic().error("a frame cannot be read: " + e.getMessage());
        }
      } else if (frame instanceof CloseWebSocketFrame close) {
        code = Math.max(Returns.NO_CODE, close.statusCode());
        context.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      boolean stood = current;
      if (current) {
        channel = null;
        current = false;
      }
      int why = cut ? Returns.BY_RUN : code;
      if (endedWith == null) {
        endedWith = why;
      }
      if (ready) {
        ready = false;
        lines.traffic().gone();
        losesEverything();
        if (!ended) {
          absence.begin(why, System.nanoTime());
        }
      }
      if (!cut && !ended && code != Returns.RESTART) {
        lines.traffic().error("the server closed a socket, close code " + Returns.word(code));
      }
      cut = false;
      comeBack(
          code == Returns.RESTART
              ? Route.End.INVITED
              : stood ? Route.End.BROKEN : Route.End.REFUSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!cut && code == Returns.NO_CODE) {
        lines.traffic().error(String.valueOf(cause.getMessage()));
      }
      context.close();
    }
  }
}
