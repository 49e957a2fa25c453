package dev.baton.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which server a command talks to: shared by all verbs that need a running one. */
final class ServerOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = Address.class,
      description = "Address of the server (default: the one that ./baton up noted in DIR).")
  private @Nullable URI url;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The server's data folder, which holds the key (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  ServerClient connect() {
    return ServerClient.of(url, data, System.getenv("BATON_API_KEY"));
  }

  /** An http or https address without a query. */
  static final class Address implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      return parse(text);
    }

    static URI parse(String text) {
      try {
        URI uri = URI.create(text.strip().replaceAll("/+$", ""));
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
          return uri;
        }
      } catch (IllegalArgumentException e) {
        // Said below, with an example.
      }
      throw new TypeConversionException(
          "'"
              + Plain.line(text)
              + "' is no address of a server: write it as http://127.0.0.1:8080");
    }
  }
}
