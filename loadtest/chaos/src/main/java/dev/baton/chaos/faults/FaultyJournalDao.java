package dev.baton.chaos.faults;

import akka.NotUsed;
import akka.actor.Scheduler;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.JournalTables;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.scaladsl.Source;
import dev.baton.database.ArrayJournalDao;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/** The journal's access to the database, with the points before, in and after its transactions. */
public final class FaultyJournalDao extends ArrayJournalDao {
  private final Faults faults = ArmedFaults.OF_THIS_PROCESS;

  public FaultyJournalDao(
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
      Seq<Tuple2<JournalTables.JournalAkkaSerializationRow, Set<String>>> rows) {
    faults.reach(KillPoint.BEFORE_PERSIST);
    return run(profile()
            .api()
            .jdbcActionExtensionMethods(
                insert(rows)
                    .map(
                        sent -> {
                          faults.reach(KillPoint.IN_FLIGHT);
                          return BoxedUnit.UNIT;
                        },
                        ec()))
            .transactionally())
        .map(
            done -> {
              faults.reach(KillPoint.AFTER_COMMIT);
              return BoxedUnit.UNIT;
            },
            ec());
  }

  @Override
  public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messagesWithBatch(
      String persistenceId,
      long from,
      long to,
      int batch,
      Option<Tuple2<FiniteDuration, Scheduler>> refresh) {
    return akka.stream.javadsl.Source.fromGraph(
            super.messagesWithBatch(persistenceId, from, to, batch, refresh))
        .map(event -> {
          faults.reach(KillPoint.IN_RECOVERY);
          return event;
        })
        .asScala();
  }
}
