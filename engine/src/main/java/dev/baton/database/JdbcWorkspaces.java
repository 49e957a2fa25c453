package dev.baton.database;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.workspace.Author;
import dev.baton.workspace.ThresholdChange;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import dev.baton.workspace.WorkspaceStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Workspaces in PostgreSQL; the settings are one jsonb value. A setting that the stored value does
 * not have yet gets its default, one that this version does not know is left out.
 */
final class JdbcWorkspaces implements WorkspaceStore {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addSerializer(String.class, new WithoutNul()))
          .build();

  private static final String UNDOABLE =
      "workspace = :workspace AND cause <> 'UNDO' AND NOT undone";

  private final Jdbi jdbi;

  JdbcWorkspaces(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public void add(Workspace workspace) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO workspace (id, key, version, settings)"
                    + " VALUES (:id, :key, :version, CAST(:settings AS jsonb))")
            .bind("id", workspace.id().value())
            .bind("key", workspace.key())
            .bind("version", workspace.version())
            .bind("settings", json(workspace.settings()))
            .execute());
  }

  @Override
  public List<Workspace> all() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM workspace ORDER BY added_at, id")
            .map(JdbcWorkspaces::workspace)
            .list());
  }

  @Override
  public Optional<Workspace> find(WorkspaceId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM workspace WHERE id = :id")
            .bind("id", id.value())
            .map(JdbcWorkspaces::workspace)
            .findOne());
  }

  @Override
  public Optional<Workspace> findByKey(String key) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM workspace WHERE key = :key")
            .bind("key", Columns.text(key))
            .map(JdbcWorkspaces::workspace)
            .findOne());
  }

  @Override
  public Optional<Workspace> update(
      WorkspaceId id, int version, WorkspaceSettings settings, Author author) {
    return jdbi.inTransaction(handle -> {
      Optional<Workspace> before =
          handle
              .createQuery(
                  "SELECT * FROM workspace WHERE id = :id AND version = :version FOR UPDATE")
              .bind("id", id.value())
              .bind("version", version)
              .map(JdbcWorkspaces::workspace)
              .findOne();
      if (before.isEmpty()) {
        return before;
      }
      double old = before.get().settings().handoffThreshold();
      if (old != settings.handoffThreshold()) {
        record(handle, id, old, settings.handoffThreshold(), author);
      }
      return handle
          .createQuery(
              "UPDATE workspace SET version = version + 1, settings = CAST(:settings AS"
                  + " jsonb) WHERE id = :id RETURNING *")
          .bind("settings", json(settings))
          .bind("id", id.value())
          .map(JdbcWorkspaces::workspace)
          .findOne();
    });
  }

  private static void record(Handle handle, WorkspaceId id, double old, double now, Author author) {
    if (author.cause() == Author.Cause.UNDO) {
      handle
          .createUpdate(
              "UPDATE threshold_change SET undone = true WHERE number = (SELECT number FROM"
                  + " threshold_change WHERE "
                  + UNDOABLE
                  + " ORDER BY number DESC LIMIT 1)")
          .bind("workspace", id.value())
          .execute();
    }
    handle
        .createUpdate(
            "INSERT INTO threshold_change"
                + " (workspace, operator, operator_name, old_value, new_value, cause)"
                + " VALUES (:workspace, :operator, :name, :old, :now, :cause)")
        .bind("workspace", id.value())
        .bind("operator", author.operator().value())
        .bind("name", Columns.text(author.name()))
        .bind("old", old)
        .bind("now", now)
        .bind("cause", author.cause().name())
        .execute();
  }

  @Override
  public List<ThresholdChange> thresholdChanges(WorkspaceId id, int most) {
    return changes("workspace = :workspace", id, most);
  }

  @Override
  public Optional<ThresholdChange> undoable(WorkspaceId id) {
    return changes(UNDOABLE, id, 1).stream().findFirst();
  }

  private List<ThresholdChange> changes(String which, WorkspaceId id, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM threshold_change WHERE "
                    + which
                    + " ORDER BY number DESC LIMIT :most")
            .bind("workspace", id.value())
            .bind("most", most)
            .map(JdbcWorkspaces::change)
            .list());
  }

  private static ThresholdChange change(ResultSet row, StatementContext context)
      throws SQLException {
    return new ThresholdChange(
        row.getTimestamp("at").toInstant(),
        new Author(
            new OperatorId(row.getString("operator")),
            row.getString("operator_name"),
            Author.Cause.valueOf(row.getString("cause"))),
        row.getDouble("old_value"),
        row.getDouble("new_value"),
        row.getBoolean("undone"));
  }

  private static String json(WorkspaceSettings settings) {
    try {
      return JSON.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the settings do not become JSON", e);
    }
  }

  private static Workspace workspace(ResultSet row, StatementContext context) throws SQLException {
    try {
      WorkspaceId id = new WorkspaceId(row.getString("id"));
      ObjectNode settings = JSON.valueToTree(WorkspaceSettings.defaults(id.value()));
      settings.setAll((ObjectNode) JSON.readTree(row.getString("settings")));
      return new Workspace(
          id,
          row.getString("key"),
          row.getInt("version"),
          JSON.treeToValue(settings, WorkspaceSettings.class));
    } catch (JsonProcessingException e) {
      throw new SQLException("the settings of workspace " + row.getString("id") + " are bad", e);
    }
  }

  /** jsonb refuses NUL even when it is escaped. */
  private static final class WithoutNul extends StdSerializer<String> {
    WithoutNul() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(Columns.text(value));
    }
  }
}
