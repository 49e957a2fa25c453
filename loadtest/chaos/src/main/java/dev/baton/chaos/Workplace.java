package dev.baton.chaos;

import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.identity.Secret;
import dev.baton.identity.WorkspaceId;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The workspace that the run is about.
 *
 * @param key names it to customers
 * @param operators one API key for each operator
 */
record Workplace(String key, List<String> operators) {
  private static final int OPERATORS = 8;

  /** Sets it up in an empty database, before any server runs on it. */
  static Workplace prepare(DatabaseSettings settings) {
    Workspace workspace =
        new Workspace(WorkspaceId.random(), "chaos", 1, WorkspaceSettings.defaults("Chaos"));
    List<String> operators = new ArrayList<>();
    try (Database database = Database.open(settings)) {
      database.workspaces().add(workspace);
      for (int i = 0; i < OPERATORS; i++) {
        Secret secret = Secret.random();
        database.operators().addKey(secret.hash(), workspace.id(), "operator " + i);
        operators.add(secret.reveal());
      }
    }
    return new Workplace(workspace.key(), List.copyOf(operators));
  }
}
