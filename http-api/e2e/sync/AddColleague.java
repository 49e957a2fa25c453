import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/** Gives the workspace of a running server a second operator, who has the first one's password. Argument: the data folder. */
final class AddColleague {
  static final String EMAIL = "colleague@baton.local";
  private static final int PORT_LINE = 3;

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    String password = Files.readString(data.resolve("postgres.password")).strip();
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(PORT_LINE).strip();
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/baton";
    try (var connection = DriverManager.getConnection(url, "baton", password);
        var insert =
            connection.prepareStatement(
                "INSERT INTO operator (id, workspace, email, email_key, name, role, active, password_hash)"
                    + " SELECT id || 'c', workspace, ?, ?, 'Jonas Weber', 'ADMIN', true, password_hash"
                    + " FROM operator")) {
      insert.setString(1, EMAIL);
      insert.setString(2, EMAIL);
      insert.executeUpdate();
    }
  }
}
