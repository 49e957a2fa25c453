package dev.baton.load.machine;

/**
 * The machine at one moment; what is not known is NaN.
 *
 * @param serverCpu seconds of processor that the server's process has used
 * @param databaseCpu the same of all processes of the database, the ended ones included
 * @param toolCpu the same of this process
 * @param serverMib memory that the server's process holds
 * @param busy ticks in which the machine's processors did something
 * @param stolen ticks that the machine's host gave to others
 * @param all ticks in all
 */
public record Sample(
    double serverCpu,
    double databaseCpu,
    double toolCpu,
    double serverMib,
    double busy,
    double stolen,
    double all) {}
