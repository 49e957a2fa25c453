package dev.baton.load.measure;

/**
 * One second of a run.
 *
 * @param at since the first one
 * @param measured whether it is part of what the figures are made of
 * @param inFlight messages of which something was awaited at its end
 * @param serverCpu processors that the server used; NaN where not known, as the others
 */
public record Second(
    double at,
    boolean measured,
    double sentPerSecond,
    double deliveredPerSecond,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    long inFlight,
    long errors,
    long ready,
    double serverCpu,
    double databaseCpu,
    double toolCpu,
    double serverMib) {}
