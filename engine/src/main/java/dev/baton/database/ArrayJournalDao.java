package dev.baton.database;

import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.collection.immutable.Vector;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * The journal's access to the database, with one difference: a batch is one statement with an array
 * for each column, however many rows it has. PostgreSQL parses and plans it once, where a list of
 * rows has as many parameters as values. Named in reference.conf.
 */
public class ArrayJournalDao extends DefaultJournalDao {
  private static final String INSERT =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, deleted, writer,
        write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      SELECT id, sequence, false, writer, at, adapter, serializer, manifest, payload
      FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::integer[],
          ?::text[], ?::bytea[])
        WITH ORDINALITY
        AS row (id, sequence, writer, at, adapter, serializer, manifest, payload, place)
      ORDER BY place
      """;

  /** Made by the plugin, which looks for exactly these parameters. */
  public ArrayJournalDao(
      JdbcBackend.DatabaseDef db,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(db, profile, config, serialization, executor, materializer);
  }

  @Override
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    return run(insert(rows));
  }

  /** Batches grow by appending, for which the list that rows come in is copied each time. */
  @Override
  public Future<BoxedUnit> queueWriteJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    return super.queueWriteJournalRows(Vector.from(rows));
  }

  /** Writes all of the rows or none of them. They have neither tags nor metadata: we use none. */
  protected final SimpleJdbcAction<BoxedUnit> insert(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    Columns columns = new Columns(rows.size());
    CollectionConverters.asJava(rows).forEach(row -> columns.add(row._1()));
    return new SimpleJdbcAction<>(context -> {
      try {
        columns.insert(context.connection());
      } catch (SQLException e) {
        throw new JournalNotWritten(e);
      }
      return BoxedUnit.UNIT;
    });
  }

  /** In Scala's eyes an action does nothing that a database may not do; Java cannot say so. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  protected final Future<BoxedUnit> run(DBIOAction action) {
    return db().run(action);
  }

  /** The rows, column by column. */
  private static final class Columns {
    private final String[] ids;
    private final Long[] sequences;
    private final String[] writers;
    private final Long[] times;
    private final String[] adapters;
    private final Integer[] serializers;
    private final String[] manifests;
    private final byte[][] payloads;
    private int size;

    Columns(int rows) {
      ids = new String[rows];
      sequences = new Long[rows];
      writers = new String[rows];
      times = new Long[rows];
      adapters = new String[rows];
      serializers = new Integer[rows];
      manifests = new String[rows];
      payloads = new byte[rows][];
    }

    void add(JournalAkkaSerializationRow row) {
      ids[size] = row.persistenceId();
      sequences[size] = row.sequenceNumber();
      writers[size] = row.writer();
      times[size] = row.writeTimestamp();
      adapters[size] = row.adapterManifest();
      serializers[size] = row.eventSerId();
      manifests[size] = row.eventSerManifest();
      payloads[size] = row.eventPayload();
      size++;
    }

    void insert(Connection connection) throws SQLException {
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        insert.setArray(1, connection.createArrayOf("text", ids));
        insert.setArray(2, connection.createArrayOf("bigint", sequences));
        insert.setArray(3, connection.createArrayOf("text", writers));
        insert.setArray(4, connection.createArrayOf("bigint", times));
        insert.setArray(5, connection.createArrayOf("text", adapters));
        insert.setArray(6, connection.createArrayOf("integer", serializers));
        insert.setArray(7, connection.createArrayOf("text", manifests));
        insert.setArray(8, connection.createArrayOf("bytea", payloads));
        insert.executeUpdate();
      }
    }
  }
}
