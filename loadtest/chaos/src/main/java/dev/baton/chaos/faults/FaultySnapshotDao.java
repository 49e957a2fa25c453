package dev.baton.chaos.faults;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/** The snapshots' access to the database, with the point while one is being written. */
public final class FaultySnapshotDao extends DefaultSnapshotDao {
  private final Faults faults = ArmedFaults.OF_THIS_PROCESS;

  public FaultySnapshotDao(
      JdbcBackend.DatabaseDef db,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(db, profile, config, serialization, executor, materializer);
  }

  @Override
  public Future<BoxedUnit> save(SnapshotMetadata metadata, Object snapshot) {
    Future<BoxedUnit> saved = super.save(metadata, snapshot);
    faults.reach(KillPoint.IN_SNAPSHOT);
    return saved;
  }
}
