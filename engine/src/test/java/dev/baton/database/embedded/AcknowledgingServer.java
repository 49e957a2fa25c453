package dev.baton.database.embedded;

import dev.baton.database.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A program that writes rows and says each number once it is stored, until it is killed. Its
 * arguments: data folder, folder of the PostgreSQL programs.
 */
public final class AcknowledgingServer {
  private AcknowledgingServer() {}

  public static void main(String[] args) throws SQLException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]));
    Database database = Database.open(postgres.settings());
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS acknowledged (n BIGINT PRIMARY KEY)");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO acknowledged SELECT coalesce(max(n), 0) + 1 FROM acknowledged"
                  + " RETURNING n")) {
        while (true) {
          try (var row = insert.executeQuery()) {
            row.next();
            System.out.println(row.getLong(1));
          }
        }
      }
    }
  }
}
