package dev.baton.cli;

import dev.baton.database.upkeep.Backup;
import dev.baton.database.upkeep.BackupManifest;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes everything that the database keeps into one file, beside a server that goes on. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Write everything that the database keeps, as of one moment, into one file.",
      "The server may go on serving. The file holds what customers wrote: keep it private."
    })
final class BackupCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(paramLabel = "FILE", description = "Where to write it; must not exist.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    long begun = System.nanoTime();
    BackupManifest manifest;
    try (DatabaseOptions.Opened opened = database.reach(Configuration.load(database.settings()))) {
      manifest = Backup.take(opened.settings(), file.toAbsolutePath(), Baton.version());
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %,d rows of %d tables, %.1f MiB, in %.1f s%n",
            file,
            manifest.rows(),
            manifest.tables().size(),
            new File(file.toString()).length() / MIB,
            (System.nanoTime() - begun) / 1e9);
    return ExitCode.OK;
  }
}
