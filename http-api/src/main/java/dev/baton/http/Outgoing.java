package dev.baton.http;

import akka.stream.BoundedSourceQueue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;

/**
 * The sending side of one socket. A client whose queue is full has stopped reading: it is cut off,
 * and resumes later.
 */
public final class Outgoing {
  private final BoundedSourceQueue<String> queue;

  public Outgoing(BoundedSourceQueue<String> queue) {
    this.queue = queue;
  }

  /** Sends a frame; false when the client is cut off. */
  public boolean send(ObjectNode frame) {
    boolean sent = queue.offer(Json.write(frame)).isEnqueued();
    if (!sent) {
      queue.fail(new IllegalStateException("the client does not read"));
    }
    return sent;
  }

  /** Says why, and closes. */
  public void refuse(Problem problem) {
    ObjectNode frame = Wire.frame("problem");
    frame.set("problem", Wire.problem(problem));
    if (send(frame)) {
      queue.complete();
    }
  }
}
