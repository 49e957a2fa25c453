package dev.baton.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Ledger;
import dev.baton.chaos.world.Ledger.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Takes the database away for a while, by killing it or by stalling it, and looks at what callers
 * are told meanwhile. Whether an acknowledgement was false shows in the comparison at the end.
 */
final class Outages {
  private static final int POLL_MILLIS = 5;
  private static final int AFTERMATH_SECONDS_MAX = 20;

  private final LoneSite site;
  private final Ledger ledger;
  private final ArrayNode results;
  private volatile @Nullable Watch watch;

  Outages(LoneSite site, Ledger ledger, ArrayNode results) {
    this.site = site;
    this.ledger = ledger;
    this.results = results;
  }

  /** Takes note of the answer to what was sent while the database was away. */
  void seen(Api.Answer answer) {
    Watch current = watch;
    if (current == null) {
      return;
    }
    if (current.covers(answer.beganNanos())) {
      current.seen(answer);
    } else if (answer.beganNanos() > current.ended && !answer.definite()) {
      current.lastUnknown.accumulateAndGet(answer.endedNanos(), Math::max);
    }
  }

  /** The processes stay, and answer nothing. */
  void stall(Duration length) throws IOException, InterruptedException {
    Watch current = begin();
    site.database().stall();
    TimeUnit.MILLISECONDS.sleep(length.toMillis());
    current.ended = System.nanoTime();
    site.database().resume();
    end("stalled", length, current);
  }

  /** The processes die, and come back after a while; only where we are the ones to start them. */
  void away(Duration length) throws IOException, InterruptedException {
    Watch current = begin();
    site.database().kill();
    TimeUnit.MILLISECONDS.sleep(length.toMillis());
    current.ended = System.nanoTime();
    site.startOutside();
    end("killed", length, current);
  }

  private Watch begin() {
    Watch current = new Watch();
    watch = current;
    return current;
  }

  private void end(String how, Duration length, Watch current) throws InterruptedException {
    long back = System.nanoTime();
    long before = ledger.figure(Figure.ACKNOWLEDGED);
    while (ledger.figure(Figure.ACKNOWLEDGED) == before
        && System.nanoTime() - back < TimeUnit.MINUTES.toNanos(1)) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    long first = System.nanoTime() - back;
    TimeUnit.SECONDS.sleep(Math.min(AFTERMATH_SECONDS_MAX, length.toSeconds()));
    watch = null;
    ObjectNode result = results.addObject();
    result.put("how", how).put("seconds", length.toSeconds());
    result.put("firstAcknowledgedAfterMillis", TimeUnit.NANOSECONDS.toMillis(first));
    long last = Math.max(0, current.lastUnknown.get() - back);
    result.put("lastUnknownAfterMillis", TimeUnit.NANOSECONDS.toMillis(last));
    ObjectNode statuses = result.putObject("answers");
    new TreeMap<>(current.statuses)
        .forEach((status, count) -> statuses.put(String.valueOf(status), count.sum()));
    result.put("without503RetryAfter", current.withoutRetryAfter.sum());
    result.put("answerMillisP50", current.times.quantile(0.5));
    result.put("answerMillisP99", current.times.quantile(0.99));
    result.put("answerMillisMax", current.times.quantile(1));
  }

  /** What callers got in one outage. */
  private static final class Watch {
    private final long began = System.nanoTime();
    private volatile long ended = Long.MAX_VALUE;
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final LongAdder withoutRetryAfter = new LongAdder();
    private final Times times = new Times();

    /**
     * When somebody last heard that the outcome is unknown, of those who asked after its return.
     */
    private final AtomicLong lastUnknown = new AtomicLong(Long.MIN_VALUE / 2);

    boolean covers(long nanos) {
      return nanos >= began && nanos <= ended;
    }

    void seen(Api.Answer answer) {
      statuses.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
      times.add(answer.endedNanos() - answer.beganNanos());
      if (answer.status() == 503 && answer.retryAfter().isEmpty()) {
        withoutRetryAfter.increment();
      }
    }
  }
}
