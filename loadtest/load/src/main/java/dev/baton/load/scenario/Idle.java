package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.measure.Figures;
import dev.baton.load.record.Talk;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everybody is connected and nobody says anything, or only a few do: what a connection takes. */
final class Idle implements Script {
  /** The first connections pay for what all of them share. */
  private static final int FIRST = 1_000;

  private static final int SETTLE_SECONDS = 3;
  private static final double NANOS = 1e9;

  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    int all = stage.talks().size();
    int first = all > FIRST ? FIRST : 0;
    List<Talk> talkative = stage.plan().rate() > 0 ? stage.followed() : List.of();
    stage.crew().own(talkative);
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, first);
    OptionalLong before = settled(stage);
    long begin = System.nanoTime();
    stage.crew().connectCustomers(first, all);
    double seconds = (System.nanoTime() - begin) / NANOS;
    OptionalLong after = settled(stage);
    stage.meter().beginWindow();
    hold(stage, talkative);
    stage.meter().endWindow();
    stage.drain();
    figures.put("kib_per_connection", perConnection(before, after, all - first));
    ObjectNode idle = figures.putObject("idle");
    idle.put("from", first).put("to", all).put("connect_s", Figures.number(seconds));
    put(idle, "pss_kib_from", before);
    put(idle, "pss_kib_to", after);
    put(idle, "pss_kib_end", stage.machine().serverProportionalKib());
    if (stage.lines().traffic().ready() < all + stage.plan().operators()) {
      stage.missed("only " + stage.lines().traffic().ready() + " sockets stayed open");
    }
  }

  private static OptionalLong settled(Stage stage) throws InterruptedException {
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    return stage.machine().serverProportionalKib();
  }

  private static void hold(Stage stage, List<Talk> talkative) throws InterruptedException {
    if (talkative.isEmpty()) {
      TimeUnit.SECONDS.sleep(stage.plan().seconds());
      return;
    }
    Trickle trickle = new Trickle(stage, talkative, stage.plan().rate());
    TimeUnit.SECONDS.sleep(stage.plan().seconds());
    trickle.stop();
  }

  private static @Nullable Double perConnection(
      OptionalLong before, OptionalLong after, int connections) {
    return before.isPresent() && after.isPresent()
        ? Figures.number((after.getAsLong() - before.getAsLong()) / (double) connections)
        : Figures.number(Double.NaN);
  }

  private static void put(ObjectNode to, String name, OptionalLong value) {
    to.put(name, value.isPresent() ? (Long) value.getAsLong() : null);
  }
}
