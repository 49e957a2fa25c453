package dev.baton.load;

import dev.baton.load.failure.LoadFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is loaded, and with which key. */
final class ServerChoice {
  @Option(
      names = "--url",
      paramLabel = "URL",
      split = ",",
      description =
          "Address of the server (default: the one that ./baton up noted in DIR). Several, with"
              + " commas between them: the nodes of a cluster, over which the sockets are spread.")
  private List<String> urls = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The server's data folder, which holds the key (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "File with the API key, instead of BATON_API_KEY or the data folder's.")
  private @Nullable Path keyFile;

  @Option(
      names = "--workspace",
      paramLabel = "KEY",
      description = "The workspace's public key (default: that of the API key's workspace).")
  private @Nullable String workspace;

  URI url() {
    return address(urls.isEmpty() ? noted() : urls.getFirst());
  }

  /** The other nodes, where several were named. */
  List<URI> others() {
    return urls.stream().skip(1).map(ServerChoice::address).toList();
  }

  private static URI address(String written) {
    try {
      URI uri = URI.create(written.strip().replaceAll("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getPath().isEmpty() && uri.getQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, with an example.
    }
    throw LoadFailed.usage(
        "--url '" + written + "' is no address of a server: write it as http://127.0.0.1:8080");
  }

  private String noted() {
    String noted = read(data.resolve("server.url"));
    if (noted == null) {
      throw LoadFailed.because(
          "no server has run on the data folder "
              + data
              + ": start one with ./baton up, or name one with --url or --data");
    }
    return noted;
  }

  String key() {
    String given = System.getenv("BATON_API_KEY");
    if (keyFile == null && given != null && !given.isBlank()) {
      return given.strip();
    }
    Path file = keyFile == null ? data.resolve("admin.key") : keyFile;
    String key = read(file);
    if (key == null || key.isEmpty()) {
      throw LoadFailed.misconfigured(
          file
              + " holds no key: name the server's data folder with --data, a file with --key, or"
              + " set BATON_API_KEY");
    }
    return key;
  }

  String workspace() {
    return workspace == null ? "" : workspace;
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : null;
    } catch (IOException e) {
      throw LoadFailed.misconfigured(
          file + " cannot be read: it belongs to the one who runs the server");
    }
  }
}
