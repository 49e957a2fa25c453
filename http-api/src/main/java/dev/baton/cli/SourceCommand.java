package dev.baton.cli;

import picocli.CommandLine.Command;

/** What the agent answers from. */
@Command(
    name = "source",
    mixinStandardHelpOptions = true,
    description = "Add and list what the agent answers from.",
    subcommands = {SourceAdd.class, SourceList.class})
final class SourceCommand {}
