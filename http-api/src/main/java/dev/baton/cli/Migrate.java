package dev.baton.cli;

import com.typesafe.config.Config;
import dev.baton.database.ClaimedDatabase;
import dev.baton.database.Migrations;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the tables to this version without serving, as {@code up} does before it serves. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Bring the tables of the database to this version, without starting the server.",
      "Refused while a server works on the database. Back up first."
    })
final class Migrate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Override
  public Integer call() {
    Config config = Configuration.load(database.settings());
    if (dryRun) {
      try (DatabaseOptions.Opened opened = database.reach(config)) {
        Migrations.Standing standing = opened.settings().migrations().standing();
        print("to come", standing.pending(), standing);
      }
      return ExitCode.OK;
    }
    try (DatabaseOptions.Opened opened = database.openExisting(config);
        ClaimedDatabase claimed = ClaimedDatabase.claim(opened.settings())) {
      List<Migrations.Step> steps = claimed.migrate();
      print("done", steps, claimed.migrations().standing());
    }
    return ExitCode.OK;
  }

  private void print(String how, List<Migrations.Step> steps, Migrations.Standing standing) {
    PrintWriter out = spec.commandLine().getOut();
    steps.forEach(step -> out.println(how + ": migration " + step));
    out.println(
        standing
                .present()
                .map(step -> "the tables are at migration " + step)
                .orElse("no tables yet")
            + ", the newest is "
            + standing.newest());
  }
}
