package dev.baton.load.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.measure.Figures;
import dev.baton.load.record.Latency;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.sockets.CustomerLine;
import dev.baton.load.sockets.Line;
import dev.baton.load.sockets.Returns;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everybody reads; then some customers stop reading while all go on writing; then they read again.
 * What the others notice of it is the figure.
 */
final class Slow implements Script {
  /**
   * Long messages for each who will not read, in each phase: 7 MB, more than the machine under the
   * server (4 MB is usual) and the server itself keep.
   */
  private static final int MESSAGES = 320;

  private static final int LOOK_MILLIS = 20;
  private static final double NANOS_IN_MILLI = 1e6;

  @Override
  public void play(Stage stage, ObjectNode figures) throws InterruptedException {
    int readers = stage.plan().readers();
    int seconds = stage.plan().seconds();
    List<CustomerLine> slow = stage.crew().customers().subList(readers, stage.talks().size());
    slow.forEach(Line::smallBuffer);
    stage.crew().own(stage.talks());
    stage.crew().connectOperators();
    stage.crew().connectCustomers(0, stage.talks().size());
    Phases phases = new Phases(readers);
    stage.book().onDelivered(phases::delivered);
    Trickle all = new Trickle(stage, stage.talks(), stage.plan().rate());
    List<Talk> theirs = stage.talks().subList(readers, stage.talks().size());
    Trickle more =
        new Trickle(stage, theirs, (double) MESSAGES * theirs.size() / seconds, Side.OPERATOR);
    TimeUnit.SECONDS.sleep(stage.plan().warmUpSeconds());
    stage.meter().beginWindow();
    phases.begin();
    Watch before = Watch.during(stage, seconds);
    phases.split();
    slow.forEach(Line::stopReading);
    Watch during = Watch.during(stage, seconds);
    phases.end();
    all.stop();
    more.stop();
    stage.meter().endWindow();
    long again = System.nanoTime();
    slow.forEach(Line::readAgain);
    long back = awaitAll(stage);
    ObjectNode told = figures.putObject("slow");
    tellCuts(stage, told, slow, during);
    tellOthers(told, phases);
    tellMemory(told, before, during);
    tellReturn(told, slow, again, back);
  }

  /** When everybody was there and had everything, or 0. */
  private static long awaitAll(Stage stage) throws InterruptedException {
    int sockets = stage.talks().size() + stage.plan().operators();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(stage.plan().drainSeconds());
    while (System.nanoTime() < deadline) {
      if (stage.lines().traffic().ready() == sockets && stage.book().open() == 0) {
        return System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    stage.missed(
        "not everybody had everything "
            + stage.plan().drainSeconds()
            + " s after all read again: "
            + (sockets - stage.lines().traffic().ready())
            + " sockets are missing, of "
            + stage.book().open()
            + " messages something is awaited");
    return 0;
  }

  private static void tellCuts(
      Stage stage, ObjectNode told, List<CustomerLine> slow, Watch during) {
    List<Integer> ends = slow.stream().map(Line::endedWith).filter(Objects::nonNull).toList();
    told.put("sockets", slow.size());
    told.put("cut", ends.size());
    told.put("not_cut", slow.size() - ends.size());
    ObjectNode codes = told.putObject("close_codes");
    for (int code : ends.stream().distinct().sorted().toList()) {
      codes.put(Returns.word(code), ends.stream().filter(end -> end == code).count());
    }
    told.put(
        "others_cut",
        Stream.concat(
                stage.crew().customers().stream().limit(stage.plan().readers()),
                stage.crew().operators().stream())
            .filter(line -> line.endedWith() != null)
            .count());
    told.set("cut_after_ms", Figures.millis(during.letGo()));
  }

  private static void tellOthers(ObjectNode told, Phases phases) {
    told.set("before_ms", Figures.millis(phases.before()));
    told.set("during_ms", Figures.millis(phases.during()));
    told.put("p50_ratio", ratio(phases, 50));
    told.put("p99_ratio", ratio(phases, 99));
  }

  private static @Nullable Double ratio(Phases phases, double percentile) {
    double before = phases.before().total().getValueAtPercentile(percentile);
    double during = phases.during().total().getValueAtPercentile(percentile);
    return Figures.number(during == 0 ? Double.NaN : during / before);
  }

  private static void tellMemory(ObjectNode told, Watch before, Watch during) {
    told.put("heap_mib_before", Figures.number(before.heapMib()));
    told.put("heap_mib_during", Figures.number(during.heapMib()));
    told.put("pss_mib_before", Figures.number(before.proportionalMib()));
    told.put("pss_mib_during", Figures.number(during.proportionalMib()));
  }

  private static void tellReturn(ObjectNode told, List<CustomerLine> slow, long again, long back) {
    Latency each = new Latency();
    for (CustomerLine customer : slow) {
      if (customer.endedWith() != null && customer.caughtUpNanos() != 0) {
        each.record(customer.caughtUpNanos() - again);
      }
    }
    told.set("back_ms", Figures.millis(each));
    told.put("all_back_ms", back == 0 ? null : Figures.number((back - again) / NANOS_IN_MILLI));
  }
}
