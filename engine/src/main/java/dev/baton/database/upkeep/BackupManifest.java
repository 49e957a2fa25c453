package dev.baton.database.upkeep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.database.Tables;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a backup says of itself: the file {@code manifest.json} in it.
 *
 * @param format of the file; another number is refused
 * @param baton the version that made it
 * @param migration the step that its tables had gone
 * @param postgres the server's version
 * @param takenAt when the snapshot was taken, in UTC
 * @param tables in the order in which they can be filled
 */
public record BackupManifest(
    int format,
    String baton,
    String migration,
    String postgres,
    String takenAt,
    List<Content> tables,
    List<Tables.Sequence> sequences) {
  public static final int FORMAT = 1;
  static final String FILE = "manifest.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * One table of a backup.
   *
   * @param sha256 of the table's file, in hexadecimal
   */
  public record Content(String name, List<String> columns, long rows, long bytes, String sha256) {
    public Content {
      columns = List.copyOf(columns);
    }

    String file() {
      return "tables/" + name + ".copy";
    }
  }

  public BackupManifest {
    Objects.requireNonNull(baton);
    Objects.requireNonNull(migration);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  public long rows() {
    return tables.stream().mapToLong(Content::rows).sum();
  }

  /** When the snapshot was taken. */
  public Instant moment() {
    return Instant.parse(takenAt);
  }

  byte[] json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refuses what is no manifest, or one of a format that this Baton does not know. */
  static BackupManifest parse(byte[] json) throws IOException {
    int format = JSON.readTree(json).path("format").asInt();
    if (format != FORMAT) {
      throw new BackupUnreadable(
          "the backup has format "
              + format
              + ", and this Baton reads format "
              + FORMAT
              + ": restore it with the version that made it");
    }
    return JSON.readValue(json, BackupManifest.class);
  }
}
