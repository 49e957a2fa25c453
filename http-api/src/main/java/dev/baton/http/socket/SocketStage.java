package dev.baton.http.socket;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import dev.baton.http.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Between a client's bytes and the actor that speaks with it: RFC 6455, the server's side. */
final class SocketStage extends GraphStage<FlowShape<ByteString, ByteString>> {
  private static final int BYTES_OF_A_CHARACTER_MAX = 3;
  private static final Duration TICK = Duration.ofSeconds(20);
  private static final int SILENT_TICKS_MAX = 4;

  /**
   * After so long without a word in either direction there is a ping: sooner than Akka gives up.
   */
  static final Duration QUIET_MAX = TICK.multipliedBy(2);

  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);
  private static final Duration CUT_DEADLINE = Duration.ofSeconds(20);
  private static final String PACED = "paced";
  private static final String ALIVE = "alive";
  private static final String CLOSED = "closed";

  private final Inlet<ByteString> in = Inlet.create("socket.in");
  private final Outlet<ByteString> out = Outlet.create("socket.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final int charactersMax;
  private final int framesPerSecond;
  private final Function<Outgoing, Consumer<Incoming>> opened;

  /**
   * A stage for one connection.
   *
   * @param charactersMax of a text frame
   * @param framesPerSecond of the client, who is slowed down to it; 0 for as many as it likes
   * @param opened called once when the connection stands; tells who hears what comes in
   */
  SocketStage(
      int charactersMax, int framesPerSecond, Function<Outgoing, Consumer<Incoming>> opened) {
    this.charactersMax = charactersMax;
    this.framesPerSecond = framesPerSecond;
    this.opened = opened;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inherited) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic implements InHandler, OutHandler {
    private final FrameReader reader = new FrameReader(charactersMax * BYTES_OF_A_CHARACTER_MAX);
    private final AsyncCallback<SocketStage> wake = createAsyncCallback(again -> write());
    private final Outgoing outgoing = new Outgoing(() -> wake.invoke(SocketStage.this));
    private final Pace pace = new Pace(framesPerSecond);
    private @Nullable Consumer<Incoming> actor;

    /** The message that has begun and not ended. */
    private @Nullable ByteArrayOutputStream parts;

    private @Nullable ByteString control;
    private boolean readsNoMore;
    private boolean closeCame;
    private boolean closeSent;
    private boolean cutOff;
    private boolean wroteSinceTick;
    private int silentTicks;

    Logic() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      actor = opened.apply(outgoing);
      scheduleWithFixedDelay(ALIVE, TICK, TICK);
      pull(in);
    }

    @Override
    public void postStop() {
      outgoing.gone();
      if (actor != null) {
        actor.accept(new Incoming.Gone());
      }
    }

    @Override
    public void onPush() {
      silentTicks = 0;
      ByteString bytes = grab(in);
      if (!readsNoMore) {
        reader.add(bytes);
      }
      read();
    }

    @Override
    public void onPull() {
      write();
    }

    @Override
    public void onTimer(Object timer) {
      switch ((String) timer) {
        case PACED -> read();
        case CLOSED -> completeStage();
        default -> tick();
      }
    }

    /** A client that has said nothing for long, not even to a ping, has gone without a word. */
    private void tick() {
      silentTicks++;
      if (silentTicks >= SILENT_TICKS_MAX) {
        completeStage();
      } else if (!wroteSinceTick || silentTicks > 1) {
        control = Frames.frame(Frames.PING, new byte[0]);
        write();
      }
      wroteSinceTick = false;
    }

    private void read() {
      try {
        while (!readsNoMore) {
          long wait = pace.untilNext();
          if (wait > 0) {
            scheduleOnce(PACED, Duration.ofNanos(wait));
            return;
          }
          FrameReader.Frame frame = reader.next();
          if (frame == null) {
            break;
          }
          pace.took();
          onFrame(frame);
        }
      } catch (ProtocolViolation violation) {
        onViolation(violation);
      }
      // Also when nothing is read any more: the end of the connection must not stick behind it.
      if (!isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void onFrame(FrameReader.Frame frame) throws ProtocolViolation {
      switch (frame.opcode()) {
        case Frames.CLOSE -> onClose();
        case Frames.PING -> {
          control = Frames.frame(Frames.PONG, frame.payload());
          write();
        }
        case Frames.PONG -> {}
        case Frames.BINARY -> bad(Problem.of(400, "malformed", "Frames are text."));
        default -> onPart(frame);
      }
    }

    private void onPart(FrameReader.Frame frame) throws ProtocolViolation {
      boolean begins = frame.opcode() == Frames.TEXT;
      if (begins != (parts == null)) {
        throw new ProtocolViolation(CloseCode.PROTOCOL, "a message within a message");
      }
      if (begins && frame.last()) {
        deliver(frame.payload());
        return;
      }
      ByteArrayOutputStream message = parts == null ? new ByteArrayOutputStream() : parts;
      message.writeBytes(frame.payload());
      if (message.size() > charactersMax * BYTES_OF_A_CHARACTER_MAX) {
        throw new ProtocolViolation(CloseCode.TOO_LARGE, "a message of many frames");
      }
      parts = frame.last() ? null : message;
      if (frame.last()) {
        deliver(message.toByteArray());
      }
    }

    private void deliver(byte[] utf8) throws ProtocolViolation {
      String text = text(utf8);
      if (text.length() > charactersMax) {
        throw new ProtocolViolation(CloseCode.TOO_LARGE, "a long message");
      }
      tell(new Incoming.Frame(text));
    }

    /** The fast way puts U+FFFD where there was no UTF-8; only then is the strict one needed. */
    private static String text(byte[] utf8) throws ProtocolViolation {
      String text = new String(utf8, StandardCharsets.UTF_8);
      if (text.indexOf('\uFFFD') < 0) {
        return text;
      }
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      } catch (CharacterCodingException e) {
        throw new ProtocolViolation(CloseCode.NOT_UTF_8, "text that is no UTF-8");
      }
    }

    private void onViolation(ProtocolViolation violation) {
      if (violation.code() == CloseCode.TOO_LARGE) {
        bad(
            Problem.of(413, "too_long", "A frame has at most " + charactersMax + " characters.")
                .limit(charactersMax));
      } else {
        readsNoMore = true;
        outgoing.closed(violation.code());
      }
    }

    /** The actor says it to the client and closes. */
    private void bad(Problem problem) {
      readsNoMore = true;
      tell(new Incoming.BadFrame(problem));
    }

    private void onClose() {
      readsNoMore = true;
      closeCame = true;
      if (closeSent) {
        completeStage();
      } else {
        outgoing.closed(CloseCode.NORMAL);
      }
    }

    private void tell(Incoming incoming) {
      if (actor != null) {
        actor.accept(incoming);
      }
    }

    /** The client learns why when it reads again; not for ever is it waited for. */
    private void cut() {
      if (!cutOff) {
        cutOff = true;
        scheduleOnce(CLOSED, CUT_DEADLINE);
      }
      if (isAvailable(out)) {
        push(out, Frames.close(CloseCode.AGAIN_LATER));
        closeSent = true;
        endWhenAnswered();
      }
    }

    /** The client has a moment to read why, and to say good-bye too. */
    private void endWhenAnswered() {
      if (closeCame) {
        completeStage();
      } else {
        scheduleOnce(CLOSED, CLOSE_DEADLINE);
      }
    }

    private void write() {
      if (closeSent) {
        return;
      }
      if (outgoing.isCut()) {
        cut();
        return;
      }
      if (!isAvailable(out)) {
        return;
      }
      ByteString next = outgoing.take();
      if (control != null) {
        next = control.concat(next);
        control = null;
      }
      CloseCode closing = outgoing.closing();
      if (closing != null) {
        next = next.concat(Frames.close(closing));
        closeSent = true;
      }
      if (!next.isEmpty()) {
        wroteSinceTick = true;
        push(out, next);
      }
      if (closeSent) {
        endWhenAnswered();
      }
    }
  }
}
