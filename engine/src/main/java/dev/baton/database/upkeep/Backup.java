package dev.baton.database.upkeep;

import dev.baton.database.DatabaseSettings;
import dev.baton.database.DatabaseUnavailable;
import dev.baton.database.DatabaseUnsuitable;
import dev.baton.database.Suitability;
import dev.baton.database.Tables;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;

/**
 * Everything that a database keeps, as of one moment, in one file. Works beside a server that goes
 * on writing: all tables are read in one snapshot, and nobody waits for it.
 */
public final class Backup {
  private Backup() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @param file must not exist; readable by its owner only, because it holds what customers wrote
   * @param baton the version to note in it
   * @throws BackupUnreadable when the file cannot be written
   */
  public static BackupManifest take(DatabaseSettings settings, Path file, String baton) {
    try (Connection connection = settings.unpooled().getConnection()) {
      new Suitability(connection, settings).checkVersion();
      String migration =
          settings
              .migrations()
              .standing()
              .present()
              .orElseThrow(() ->
                  new DatabaseUnsuitable(
                      "there is nothing to back up at " + settings.where() + " yet", null));
      return write(connection, settings, file, baton, migration);
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    } catch (FileAlreadyExistsException e) {
      throw new BackupUnreadable(file + " is there already: choose another name");
    } catch (NoSuchFileException e) {
      throw new BackupUnreadable(file + " cannot be written: its folder is not there");
    } catch (IOException e) {
      throw new BackupUnreadable(file + " cannot be written: " + e.getMessage());
    }
  }

  private static BackupManifest write(
      Connection connection, DatabaseSettings settings, Path file, String baton, String migration)
      throws SQLException, IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    try {
      BackupManifest manifest;
      try (FileChannel channel = create(unfinished);
          ZipOutputStream zip =
              new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
        zip.setLevel(Deflater.BEST_SPEED);
        manifest = copy(connection, settings, zip, baton, migration);
        zip.putNextEntry(new ZipEntry(BackupManifest.FILE));
        zip.write(manifest.json());
        zip.finish();
        zip.flush();
        channel.force(true);
      }
      Files.move(unfinished, file);
      return manifest;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static BackupManifest copy(
      Connection connection,
      DatabaseSettings settings,
      ZipOutputStream zip,
      String baton,
      String migration)
      throws SQLException, IOException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    Tables catalogue = new Tables(connection);
    List<Tables.Table> tables = catalogue.kept();
    Instant takenAt = hold(connection, tables);
    List<BackupManifest.Content> contents = new ArrayList<>();
    for (Tables.Table table : tables) {
      contents.add(copy(connection, table, zip));
    }
    return new BackupManifest(
        BackupManifest.FORMAT,
        baton,
        migration,
        new Suitability(connection, settings).version(),
        takenAt.toString(),
        contents,
        catalogue.sequences());
  }

  /** Keeps everybody from changing the tables' columns meanwhile; writing goes on. */
  private static Instant hold(Connection connection, List<Tables.Table> tables)
      throws SQLException {
    String names =
        tables.stream().map(table -> Tables.quoted(table.name())).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      // The owner may have set one for the role, and a large table takes its time.
      statement.execute("SET LOCAL statement_timeout = 0");
      statement.execute("LOCK TABLE " + names + " IN ACCESS SHARE MODE");
      try (ResultSet row = statement.executeQuery("SELECT now()")) {
        row.next();
        return row.getTimestamp(1).toInstant();
      }
    }
  }

  private static BackupManifest.Content copy(
      Connection connection, Tables.Table table, ZipOutputStream zip)
      throws SQLException, IOException {
    BackupManifest.Content named =
        new BackupManifest.Content(table.name(), table.columns(), 0, 0, "");
    zip.putNextEntry(new ZipEntry(named.file()));
    Measured measured = new Measured(zip);
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY " + columns(table) + " TO STDOUT (FORMAT binary)", measured);
    zip.closeEntry();
    return new BackupManifest.Content(
        table.name(), table.columns(), rows, measured.bytes, measured.sha256());
  }

  static String columns(Tables.Table table) {
    return Tables.quoted(table.name())
        + table.columns().stream().map(Tables::quoted).collect(Collectors.joining(", ", " (", ")"));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Counts what goes through. */
  private static final class Measured extends FilterOutputStream {
    private final MessageDigest digest = Backup.sha256();
    private long bytes;

    Measured(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      digest.update(buffer, offset, length);
      bytes += length;
    }

    String sha256() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
