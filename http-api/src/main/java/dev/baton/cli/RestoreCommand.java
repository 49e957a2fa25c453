package dev.baton.cli;

import com.typesafe.config.Config;
import dev.baton.database.RestoredCopy;
import dev.baton.database.upkeep.Restore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Puts a backup into an empty database, and confirms that such a copy takes the original's place.
 */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Put a backup into an empty database: a new data folder, or a new database of yours.",
      "The copy sends nothing out of Baton until ./baton restore --confirm says that it takes the",
      "place of the original."
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "What ./baton backup has written.")
  private @Nullable Path file;

  @Option(
      names = "--confirm",
      description = "The restored copy takes the place of the original: the original is gone.")
  private boolean confirm;

  @Override
  public Integer call() {
    if (confirm == (file != null)) {
      throw new ParameterException(
          spec.commandLine(), "Name the FILE to restore, or --confirm a copy.");
    }
    Config config = Configuration.load(database.settings());
    PrintWriter out = spec.commandLine().getOut();
    if (file != null) {
      restore(file, config, out);
    } else {
      confirm(config, out);
    }
    return ExitCode.OK;
  }

  private void restore(Path from, Config config, PrintWriter out) {
    long begun = System.nanoTime();
    try (Restore restore = Restore.open(from)) {
      try (DatabaseOptions.Opened opened = database.open(config)) {
        restore.into(opened.settings());
      }
      out.printf(
          Locale.ROOT,
          "%s of %s: %,d rows of %d tables, in %.1f s%n",
          from,
          restore.manifest().takenAt(),
          restore.manifest().rows(),
          restore.manifest().tables().size(),
          (System.nanoTime() - begun) / 1e9);
    }
    out.println("Start it with ./baton up, and check it with ./baton verify.");
    out.println("Where it takes the place of the original, say so: ./baton restore --confirm.");
  }

  private void confirm(Config config, PrintWriter out) {
    try (DatabaseOptions.Opened opened = database.reach(config)) {
      out.println(
          RestoredCopy.confirm(opened.settings())
              ? "confirmed: " + opened.settings().where() + " is the original now"
              : opened.settings().where() + " is no restored copy, or was confirmed before");
    }
  }
}
