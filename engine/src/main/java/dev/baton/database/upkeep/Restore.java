package dev.baton.database.upkeep;

import dev.baton.database.ClaimedDatabase;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.DatabaseUnavailable;
import dev.baton.database.Migrations;
import dev.baton.database.RestoredCopy;
import dev.baton.database.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;

/**
 * A backup put into an empty database: the tables are made as they were then, filled and marked as
 * a copy in one transaction, and brought to the present version last. Killed before that
 * transaction ends, it can simply be begun again; killed after it, the next start does the rest.
 */
public final class Restore implements AutoCloseable {
  private static final int MANIFEST_BYTES_MAX = 4 << 20;

  private final Path file;
  private final ZipFile zip;
  private final BackupManifest manifest;

  private Restore(Path file, ZipFile zip, BackupManifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens a backup and reads its manifest.
   *
   * @throws BackupUnreadable when it is none
   */
  public static Restore open(Path file) {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new BackupUnreadable(file + " is no backup of Baton, or is damaged");
    } catch (IOException e) {
      throw new BackupUnreadable(file + " cannot be read");
    }
    boolean read = false;
    try (InputStream in = entry(zip, file, BackupManifest.FILE)) {
      Restore restore =
          new Restore(file, zip, BackupManifest.parse(in.readNBytes(MANIFEST_BYTES_MAX)));
      read = true;
      return restore;
    } catch (IOException e) {
      throw new BackupUnreadable(file + " is damaged: its manifest cannot be read");
    } finally {
      if (!read) {
        closeQuietly(zip);
      }
    }
  }

  public BackupManifest manifest() {
    return manifest;
  }

  /**
   * Fills the database.
   *
   * @throws RestoreRefused when it is not empty, or of another version
   * @throws BackupUnreadable when the file is damaged; nothing of it is left in the database
   */
  public void into(DatabaseSettings settings) {
    verify();
    try (ClaimedDatabase claimed = ClaimedDatabase.claim(settings);
        Connection connection = settings.unpooled().getConnection()) {
      Migrations migrations = claimed.migrations();
      refuseContents(connection, settings);
      Migrations.Standing standing = migrations.standing();
      refuseOtherMigration(standing, settings);
      if (standing.present().isEmpty()) {
        claimed.checkRights(true);
        migrations.applyUpTo(manifest.migration());
      }
      connection.setAutoCommit(false);
      fill(connection);
      RestoredCopy.mark(connection, manifest.moment());
      connection.commit();
      connection.setAutoCommit(true);
      claimed.migrate();
      try (Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  /** Reads the whole file, so that no damaged byte of it reaches a database. */
  private void verify() {
    for (BackupManifest.Content content : manifest.tables()) {
      MessageDigest digest = Backup.sha256();
      try (InputStream in = new DigestInputStream(entry(zip, file, content.file()), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw damaged("table " + content.name() + " cannot be read");
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(content.sha256())) {
        throw damaged("table " + content.name() + " is not what the manifest says");
      }
    }
  }

  private static void refuseContents(Connection connection, DatabaseSettings settings)
      throws SQLException {
    Tables tables = new Tables(connection);
    boolean ours = tables.has(Migrations.HISTORY);
    for (Tables.Table table : tables.kept()) {
      if (!ours || !tables.isEmpty(table.name())) {
        throw new RestoreRefused(
            settings.where()
                + " is not empty (table "
                + table.name()
                + "): restore into a new database or another data folder");
      }
    }
  }

  private void refuseOtherMigration(Migrations.Standing standing, DatabaseSettings settings) {
    if (!standing.known().contains(manifest.migration())) {
      throw new RestoreRefused(
          "the backup was made by Baton "
              + manifest.baton()
              + " with migration "
              + manifest.migration()
              + ", which this Baton does not know: restore it with that version or a later one");
    }
    if (!standing.present().orElse(manifest.migration()).equals(manifest.migration())) {
      throw new RestoreRefused(
          settings.where()
              + " has tables of migration "
              + standing.present().orElseThrow()
              + ", and the backup those of "
              + manifest.migration()
              + ": restore into a new database without tables");
    }
  }

  private void fill(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = 0");
    }
    Tables catalogue = new Tables(connection);
    List<Tables.Table> there = catalogue.kept();
    if (manifest.tables().size() != there.size()) {
      throw damaged("its tables are not those of migration " + manifest.migration());
    }
    for (BackupManifest.Content content : manifest.tables()) {
      Tables.Table table = new Tables.Table(content.name(), content.columns());
      if (!there.contains(table)) {
        throw damaged("it has a table that migration " + manifest.migration() + " has not");
      }
      fill(connection, content, table);
    }
    List<String> sequences =
        catalogue.sequences().stream().map(Tables.Sequence::name).sorted().toList();
    if (!manifest.sequences().stream()
        .map(Tables.Sequence::name)
        .sorted()
        .toList()
        .equals(sequences)) {
      throw damaged("its sequences are not those of migration " + manifest.migration());
    }
    for (Tables.Sequence sequence : manifest.sequences()) {
      catalogue.set(sequence);
    }
  }

  private void fill(Connection connection, BackupManifest.Content content, Tables.Table table)
      throws SQLException, IOException {
    try (InputStream in = entry(zip, file, content.file());
        Statement triggers = connection.createStatement()) {
      // What they would derive is in the backup as well.
      String alter = "ALTER TABLE " + Tables.quoted(content.name());
      triggers.execute(alter + " DISABLE TRIGGER USER");
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + Backup.columns(table) + " FROM STDIN (FORMAT binary)", in);
      triggers.execute(alter + " ENABLE TRIGGER USER");
      if (rows != content.rows()) {
        throw damaged("table " + content.name() + " has not the rows that the manifest says");
      }
    }
  }

  private static InputStream entry(ZipFile zip, Path file, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new BackupUnreadable(file + " is no backup of Baton, or is damaged: it lacks " + name);
    }
    return zip.getInputStream(entry);
  }

  private BackupUnreadable damaged(String how) {
    return new BackupUnreadable(file + " is damaged: " + how);
  }

  private static void closeQuietly(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException e) {
      // It was only read.
    }
  }

  @Override
  public void close() {
    closeQuietly(zip);
  }
}
