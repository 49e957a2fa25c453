package dev.baton.http;

import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;
import dev.baton.live.FeedEvent;

/**
 * The sending side of one socket. A client whose queue is full has stopped reading: it is cut off,
 * and resumes later.
 */
public final class Outgoing {
  private final BoundedSourceQueue<Message> queue;

  public Outgoing(BoundedSourceQueue<Message> queue) {
    this.queue = queue;
  }

  /** Sends a frame; false when the client is cut off. */
  public boolean send(ObjectNode frame) {
    return send(TextMessage.create(Json.write(frame)));
  }

  /** Sends a frame that has been written, for many perhaps; false when the client is cut off. */
  public boolean send(Message written) {
    QueueOfferResult offered = queue.offer(written);
    // A queue that is over already, because the client has gone, can be neither failed nor
    // completed.
    if (offered.equals(QueueOfferResult.dropped())) {
      queue.fail(new IllegalStateException("the client does not read"));
    }
    return offered.isEnqueued();
  }

  /** Says why, and closes. */
  public void refuse(Problem problem) {
    ObjectNode frame = Wire.frame("problem");
    frame.set("problem", Wire.problem(problem));
    if (send(frame)) {
      queue.complete();
    }
  }

  /** What a client is told when a feed ends: to resume, or that its cursor cannot be right. */
  public static Problem feedEnded(FeedEvent.Ended ended) {
    return ended.resumable()
        ? Problem.of(503, "overloaded", "Connect again and resume: " + ended.reason() + ".")
            .retryAfter(1)
        : Problem.of(400, "invalid_value", "after cannot be right: " + ended.reason() + ".")
            .at("after", null);
  }
}
