package dev.baton.load.measure;

import dev.baton.load.machine.Machine;
import dev.baton.load.machine.Sample;
import dev.baton.load.record.Book;
import dev.baton.load.sockets.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Looks at a run once a second, and cuts out of it the part that counts. */
public final class Meter {
  private static final double MILLI = 1_000;
  private static final double NANOS = 1e9;

  private final Book book;
  private final Traffic traffic;
  private final Machine machine;
  private final Consumer<Second> screen;
  private final List<Second> seconds = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final Mark first;
  private Mark last;
  private @Nullable Mark windowBegin;
  private @Nullable Window window;

  private record Mark(
      long nanos, long sent, long acked, long delivered, long frames, Sample sample) {}

  /** Begins to look. */
  public Meter(Book book, Traffic traffic, Machine machine, Consumer<Second> screen) {
    this.book = book;
    this.traffic = traffic;
    this.machine = machine;
    this.screen = screen;
    this.first = mark();
    this.last = first;
    var unused = clock.scheduleAtFixedRate(this::second, 1, 1, TimeUnit.SECONDS);
  }

  private Mark mark() {
    return new Mark(
        System.nanoTime(),
        book.sent(),
        book.acked(),
        book.delivered(),
        traffic.frames(),
        machine.sample());
  }

  private synchronized void second() {
    Mark now = mark();
    double length = (now.nanos() - last.nanos()) / NANOS;
    Histogram times = book.deliveryTimes().second();
    Second second =
        new Second(
            (now.nanos() - first.nanos()) / NANOS,
            windowBegin != null && window == null,
            (now.sent() - last.sent()) / length,
            (now.delivered() - last.delivered()) / length,
            millis(times, 50),
            millis(times, 99),
            millis(times, 100),
            book.open(),
            traffic.errors(),
            traffic.ready(),
            (now.sample().serverCpu() - last.sample().serverCpu()) / length,
            (now.sample().databaseCpu() - last.sample().databaseCpu()) / length,
            (now.sample().toolCpu() - last.sample().toolCpu()) / length,
            now.sample().serverMib());
    last = now;
    seconds.add(second);
    screen.accept(second);
  }

  private static double millis(Histogram times, double percentile) {
    return times.getTotalCount() == 0 ? Double.NaN : times.getValueAtPercentile(percentile) / MILLI;
  }

  /** From now on it counts. */
  public synchronized void beginWindow() {
    book.measuring(true);
    windowBegin = mark();
  }

  /** From now on it does not count any more. */
  public synchronized void endWindow() {
    Mark begin = windowBegin == null ? first : windowBegin;
    Mark end = mark();
    book.measuring(false);
    window =
        new Window(
            (end.nanos() - begin.nanos()) / NANOS,
            end.sent() - begin.sent(),
            end.acked() - begin.acked(),
            end.delivered() - begin.delivered(),
            end.frames() - begin.frames(),
            begin.sample(),
            end.sample());
  }

  /** Null while nothing was cut out. */
  public synchronized @Nullable Window window() {
    return window;
  }

  public synchronized List<Second> seconds() {
    return List.copyOf(seconds);
  }

  /** Looks no more. */
  public void stop() {
    clock.shutdownNow();
  }
}
