package dev.baton.http.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.answering.Citation;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.replay.Label;
import dev.baton.replay.Replayed;
import dev.baton.replay.Replays;
import dev.baton.replay.Share;
import dev.baton.replay.ThresholdCurve;
import dev.baton.workspace.ThresholdChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The threshold, its past and its replays as FRAMES.md section 5.3 has them. */
final class ThresholdWire {
  private ThresholdWire() {}

  static void changes(
      ObjectNode json, Optional<ThresholdChange> undoable, List<ThresholdChange> changes) {
    undoable.ifPresentOrElse(
        change -> json.put("undoTo", change.from()), () -> json.putNull("undoTo"));
    ArrayNode past = json.putArray("changes");
    for (ThresholdChange change : changes) {
      ObjectNode one =
          past.addObject()
              .put("at", Wire.time(change.at()))
              .put("from", change.from())
              .put("to", change.to())
              .put("cause", Wire.lower(change.author().cause()))
              .put("undone", change.undone());
      one.putObject("by")
          .put("id", change.author().operator().value())
          .put("name", change.author().name());
    }
  }

  static ObjectNode replay(
      Optional<Replays.State> state, Predicate<Replays.State.Ready> sourcesChanged) {
    ObjectNode json = Json.object();
    if (state.isEmpty()) {
      return json.put("state", "none");
    }
    switch (state.get()) {
      case Replays.State.Running running ->
          json.put("state", "running").put("done", running.done()).put("total", running.total());
      case Replays.State.Failed failed -> json.put("state", "failed");
      case Replays.State.Ready ready -> {
        List<Replayed> questions = ready.result().questions();
        json.put("state", "ready")
            .put("madeAt", Wire.time(ready.madeAt()))
            .put("sourcesChanged", sourcesChanged.test(ready))
            .put("questions", questions.size())
            .put("labelled", questions.stream().filter(one -> one.label() != Label.UNKNOWN).count())
            .put("leftOut", ready.result().leftOut());
        ArrayNode points = json.putArray("points");
        ready.result().curve().points().forEach(point -> points.add(point(point)));
      }
    }
    return json.put("origin", Wire.lower(state.get().origin()));
  }

  private static ObjectNode point(ThresholdCurve.Point point) {
    ObjectNode json = Json.object().put("threshold", point.threshold()).put("saved", point.saved());
    json.set("handedOver", share(point.handedOver()));
    json.set("wrong", share(point.wrong()));
    return json;
  }

  private static ObjectNode share(Share share) {
    return Json.object()
        .put("count", share.count())
        .put("of", share.of())
        .put("low", share.low())
        .put("high", share.high());
  }

  static ObjectNode flip(Replayed question, double from, double to) {
    ObjectNode json = Json.object().put("id", question.id());
    json.put(
            "conversation",
            question.conversation() == null ? null : question.conversation().value())
        .put("at", question.at() == null ? null : Wire.time(question.at()))
        .put("question", question.question())
        .put("confidence", question.confidence())
        .put("before", act(question, from))
        .put("after", act(question, to))
        .put("label", Wire.lower(question.label()));
    @Nullable Citation source = question.source();
    json.set("source", source == null ? null : Wire.citations(List.of(source), true).get(0));
    return json;
  }

  private static String act(Replayed question, double threshold) {
    return question.answeredAt(threshold) ? "answer" : "handoff";
  }
}
