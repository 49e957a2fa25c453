package dev.baton.load.measure;

import dev.baton.load.machine.Sample;

/** What happened between two moments: the part of a run that its rates and costs are made of. */
public record Window(
    double seconds, long sent, long acked, long delivered, long frames, Sample begin, Sample end) {

  private static final double THOUSAND = 1_000;

  public double deliveredPerSecond() {
    return delivered / seconds;
  }

  /** Seconds of processor for a thousand delivered messages. */
  public double serverPerThousand() {
    return perThousand(end.serverCpu() - begin.serverCpu());
  }

  public double databasePerThousand() {
    return perThousand(end.databaseCpu() - begin.databaseCpu());
  }

  public double toolPerThousand() {
    return perThousand(end.toolCpu() - begin.toolCpu());
  }

  private double perThousand(double cpu) {
    return delivered == 0 ? Double.NaN : cpu * THOUSAND / delivered;
  }

  /** The share of the machine's time that went to others on its host. */
  public double stolenShare() {
    return (end.stolen() - begin.stolen()) / (end.all() - begin.all());
  }

  /** The share of the machine's time in which it did something. */
  public double busyShare() {
    return (end.busy() - begin.busy()) / (end.all() - begin.all());
  }
}
