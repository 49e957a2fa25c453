package dev.baton.http.socket;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;
import dev.baton.live.FeedEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of one socket. A client who does not read is cut off when too much waits, and
 * resumes later; it never makes others wait. One thread sends, another takes.
 */
public final class Outgoing {
  /** Frames that may wait for a client to read. */
  static final int FRAMES_MAX = 256;

  /** What may wait for a client to read, in bytes. */
  static final int BYTES_MAX = 1024 * 1024;

  /** What is written at once, in bytes, as long as single frames are shorter. */
  private static final int WRITE = 64 * 1024;

  /** How a socket ends. */
  private enum End {
    /** After what waits, with a close frame. */
    CLOSED,
    /** With a close frame as the next thing that the client reads, if it ever does. */
    CUT,
    /** The connection is over. */
    GONE
  }

  private final Runnable wake;
  private final Queue<ByteString> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> whenTaken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger frames = new AtomicInteger();
  private final AtomicInteger bytes = new AtomicInteger();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private volatile CloseCode code = CloseCode.NORMAL;

  /**
   * The sending side.
   *
   * @param wake called from any thread when there is something to take
   */
  Outgoing(Runnable wake) {
    this.wake = wake;
  }

  /** A frame as it is sent, for many sockets perhaps. */
  public static ByteString written(ObjectNode frame) {
    return Frames.text(Json.write(frame));
  }

  /** Sends a frame; false when the client is cut off. */
  public boolean send(ObjectNode frame) {
    return send(written(frame));
  }

  /** Sends a frame that has been written; false when the client is cut off. */
  public boolean send(ByteString written) {
    if (end.get() != null) {
      return false;
    }
    if (frames.incrementAndGet() > FRAMES_MAX
        || bytes.addAndGet(written.size()) > Math.max(BYTES_MAX, written.size())) {
      end(End.CUT);
      return false;
    }
    waiting.add(written);
    wakeOnce();
    return true;
  }

  /** Runs this when the client has taken all that was sent; never where it does not. */
  public void whenTaken(Runnable next) {
    whenTaken.add(next);
    if (waiting.isEmpty()) {
      goOn();
    }
  }

  private void goOn() {
    for (Runnable next = whenTaken.poll(); next != null; next = whenTaken.poll()) {
      next.run();
    }
  }

  /** Says why, and closes. */
  public void refuse(Problem problem) {
    ObjectNode frame = Wire.frame("problem");
    frame.set("problem", Wire.problem(problem));
    if (send(frame)) {
      code = CloseCode.of(problem);
      end(End.CLOSED);
    }
  }

  /** Closes, because this server stops: the client connects again and resumes. */
  public void restart() {
    closed(CloseCode.RESTART);
  }

  /** What a client is told when a feed ends: to resume, or that its cursor cannot be right. */
  public static Problem feedEnded(FeedEvent.Ended ended) {
    return ended.resumable()
        ? Problem.of(503, "overloaded", "Connect again and resume: " + ended.reason() + ".")
            .retryAfter(1)
        : Problem.of(400, "invalid_value", "after cannot be right: " + ended.reason() + ".")
            .at("after", null);
  }

  void closed(CloseCode with) {
    code = with;
    end(End.CLOSED);
  }

  void gone() {
    end.compareAndSet(null, End.GONE);
    waiting.clear();
    whenTaken.clear();
  }

  /** What waits is for the next connection; takes nothing away from one that is not cut off. */
  boolean isCut() {
    if (end.get() != End.CUT) {
      return false;
    }
    waiting.clear();
    whenTaken.clear();
    return true;
  }

  /** Set when everything has been taken and a close frame is to follow. */
  @Nullable CloseCode closing() {
    return end.get() == End.CLOSED && waiting.isEmpty() ? code : null;
  }

  /** Many frames at once, if many wait; empty when none does. The taker's thread only. */
  ByteString take() {
    awake.set(false);
    ByteString first = waiting.poll();
    if (first == null) {
      return ByteString.emptyByteString();
    }
    ByteString next = waiting.peek();
    if (next == null || first.size() + next.size() > WRITE) {
      taken(1, first.size());
      return first;
    }
    ByteStringBuilder all = ByteString.createBuilder();
    all.sizeHint(WRITE);
    all.append(first);
    int count = 1;
    while (next != null && all.length() + next.size() <= WRITE) {
      all.append(next);
      waiting.remove();
      count++;
      next = waiting.peek();
    }
    taken(count, all.length());
    return all.result();
  }

  private void taken(int count, int size) {
    frames.addAndGet(-count);
    bytes.addAndGet(-size);
    if (waiting.isEmpty()) {
      goOn();
    }
  }

  private void end(End how) {
    if (end.compareAndSet(null, how)) {
      wake.run();
    }
  }

  private void wakeOnce() {
    if (awake.compareAndSet(false, true)) {
      wake.run();
    }
  }
}
