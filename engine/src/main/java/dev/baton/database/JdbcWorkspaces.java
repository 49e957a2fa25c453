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
import dev.baton.identity.WorkspaceId;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import dev.baton.workspace.WorkspaceStore;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
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
  public Optional<Workspace> update(WorkspaceId id, int version, WorkspaceSettings settings) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "UPDATE workspace SET version = version + 1, settings = CAST(:settings AS"
                    + " jsonb) WHERE id = :id AND version = :version RETURNING *")
            .bind("settings", json(settings))
            .bind("id", id.value())
            .bind("version", version)
            .map(JdbcWorkspaces::workspace)
            .findOne());
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
