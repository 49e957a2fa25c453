package dev.baton.load.scenario;

import dev.baton.load.failure.LoadFailed;
import dev.baton.load.plan.Plan;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.sockets.CustomerLine;
import dev.baton.load.sockets.Line;
import dev.baton.load.sockets.Lines;
import dev.baton.load.sockets.OperatorLine;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The customers and operators of a run; conversation i belongs to operator i modulo their number.
 */
public final class Crew {
  private static final int CONNECTING_MAX = 64;
  private static final int PATIENCE_SECONDS = 60;
  private static final int LOOK_MILLIS = 10;

  private final Lines lines;
  private final List<CustomerLine> customers;
  private final List<OperatorLine> operators;

  /** Nobody is connected yet. */
  Crew(Plan plan, Lines lines, List<Talk> talks) {
    this.lines = lines;
    this.customers = talks.stream().map(talk -> new CustomerLine(lines, talk)).toList();
    this.operators =
        IntStream.range(0, plan.operators())
            .mapToObj(i -> new OperatorLine(lines, plan.apiKey(), plan.views()))
            .toList();
  }

  /** Operators will follow the first so many conversations. */
  void own(List<Talk> talks) {
    for (Talk talk : talks) {
      operatorOf(talk.index()).owns(talk);
    }
  }

  void connectOperators() throws InterruptedException {
    connect(operators);
  }

  /** Those from the first to the last, without it. */
  void connectCustomers(int from, int to) throws InterruptedException {
    connect(customers.subList(from, to));
  }

  private void connect(List<? extends Line> some) throws InterruptedException {
    long wanted = lines.traffic().ready() + some.size();
    Semaphore connecting = new Semaphore(CONNECTING_MAX);
    for (Line line : some) {
      if (!connecting.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw stuck(wanted);
      }
      check();
      line.connect(connecting::release);
    }
    awaitReady(wanted);
  }

  private void awaitReady(long wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (lines.traffic().ready() < wanted) {
      check();
      if (System.nanoTime() > deadline) {
        throw stuck(wanted);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private void check() {
    String why = lines.traffic().givenUp();
    if (why != null) {
      throw LoadFailed.because("the server refuses a socket: " + why);
    }
    String error = lines.traffic().firstError();
    if (error != null && error.contains("429")) {
      throw LoadFailed.misconfigured(
          "the server limits the sockets of one address: raise BATON_SOCKETS_PER_ADDRESS where it"
              + " runs, or run the tool on its machine");
    }
  }

  private LoadFailed stuck(long wanted) {
    String error = lines.traffic().firstError();
    return LoadFailed.because(
        "only "
            + lines.traffic().ready()
            + " of "
            + wanted
            + " sockets were welcomed within "
            + PATIENCE_SECONDS
            + " s"
            + (error == null ? "" : "; the first error: " + error));
  }

  List<CustomerLine> customers() {
    return customers;
  }

  List<OperatorLine> operators() {
    return operators;
  }

  OperatorLine operatorOf(int talk) {
    return operators.get(talk % operators.size());
  }

  /** Somebody says something in a conversation, on their own socket. */
  void say(Talk talk, Side by, long dueNanos) {
    Line line = by == Side.CUSTOMER ? customers.get(talk.index()) : operatorOf(talk.index());
    line.say(talk, dueNanos);
  }

  void end() {
    customers.forEach(Line::end);
    operators.forEach(Line::end);
  }
}
