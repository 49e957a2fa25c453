package dev.baton.cli;

import com.typesafe.config.Config;
import dev.baton.database.Database;
import dev.baton.database.upkeep.DatabaseSize;
import dev.baton.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts generated conversations into a database that a server has made and left. */
@Command(
    name = "fill",
    mixinStandardHelpOptions = true,
    description = {
      "Write generated conversations into the first workspace of a database, to measure a server",
      "that has many. The server must not run. They stay: never into a database that you keep."
    })
final class BenchFill implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DatabaseOptions databaseOptions = new DatabaseOptions();

  @Option(
      names = "--conversations",
      required = true,
      paramLabel = "N",
      description = "How many, at most 2000000.")
  private long conversations;

  @Option(names = "--open", description = "All of them waiting for a person, or owned by one.")
  private boolean open;

  @Option(
      names = "--really",
      description = "Also into a database that holds conversations already.")
  private boolean really;

  @Override
  public Integer call() {
    if (conversations < 1 || conversations > GeneratedConversations.CONVERSATIONS_MAX) {
      throw new CommandFailed("--conversations is 1 to 2000000.");
    }
    Config config = Configuration.load(Map.copyOf(databaseOptions.settings()));
    try (DatabaseOptions.Opened opened = databaseOptions.openExisting(config)) {
      long begun = System.nanoTime();
      try (Database database = Database.open(opened.settings())) {
        Workspace workspace = workspace(database);
        fill(database, workspace);
      }
      new DatabaseSize(opened.settings()).settle();
      spec.commandLine()
          .getOut()
          .printf(
              "%d conversations written in %.1f s%n",
              conversations, (System.nanoTime() - begun) / 1e9);
    }
    return ExitCode.OK;
  }

  private Workspace workspace(Database database) {
    List<Workspace> workspaces = database.workspaces().all();
    if (workspaces.isEmpty()) {
      throw new CommandFailed("no workspace is there yet: ./baton up makes one.");
    }
    Workspace workspace = workspaces.getFirst();
    if (!really && !database.journal().heads(0).heads().isEmpty()) {
      throw new CommandFailed(
          "there are conversations already; --really writes generated ones beside them.");
    }
    return workspace;
  }

  private void fill(Database database, Workspace workspace) {
    try (GeneratedConversations generated = new GeneratedConversations(workspace.id(), 1)) {
      if (open) {
        generated.open(database, 0, conversations);
      } else {
        generated.mixed(database, 0, conversations);
      }
    }
    if (!really) {
      // As after a minute of running.
      database.inbox().keepComparedUpTo(database.journal().heads(0).highest());
    }
  }
}
