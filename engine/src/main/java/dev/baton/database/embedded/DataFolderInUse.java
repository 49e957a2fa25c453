package dev.baton.database.embedded;

import dev.baton.database.DatabaseProblem;
import java.nio.file.Path;

/** Another Baton works in the data folder. */
public final class DataFolderInUse extends DatabaseProblem {
  DataFolderInUse(Path data, String holder) {
    super(
        "the data folder "
            + data
            + " is in use by another Baton"
            + (holder.isEmpty() ? "" : " (process " + holder + ")")
            + ": stop it, or choose another folder",
        null);
  }
}
