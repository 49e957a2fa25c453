package dev.baton.cli;

import picocli.CommandLine.Command;

/** Measures parts of the engine on this machine, each against something in the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "PART",
    subcommands = {
      BenchRetrieval.class,
      BenchJournal.class,
      BenchRecovery.class,
      BenchGrowth.class,
      BenchStartup.class,
      BenchFill.class
    },
    description = "Measure a part of the engine on this machine. Needs no server.",
    footer = "Two more parts use the load tool: ./baton bench sockets, ./baton bench fanout.")
final class Bench {}
