package dev.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Calls a running server with the address and the key that {@code up} keeps in its data folder.
 * Whatever goes wrong is said in one sentence.
 */
final class ServerClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(6);
  private static final int NOT_AUTHENTICATED = 401;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI server;
  private final String key;
  private final String keyOrigin;

  private ServerClient(URI server, String key, String keyOrigin) {
    this.server = server;
    this.key = key;
    this.keyOrigin = keyOrigin;
  }

  /**
   * A client for the server at the address, or else for the one that runs on the data folder.
   *
   * @param givenKey wins over the key in the data folder
   */
  static ServerClient of(@Nullable URI url, Path data, @Nullable String givenKey) {
    URI server = url == null ? noted(data) : url;
    if (givenKey != null && !givenKey.isBlank()) {
      return new ServerClient(server, givenKey.strip(), "BATON_API_KEY");
    }
    Path file = data.resolve(FirstRun.KEY_FILE);
    String key = read(file);
    if (key == null) {
      throw new Misconfigured(
          file + " is not there: name the server's data folder with --data, or set BATON_API_KEY");
    }
    return new ServerClient(server, key, file.toString());
  }

  /** The answer's body, as the server wrote it. */
  String get(String path) {
    return send(request(path, REPLY_TIMEOUT).GET());
  }

  /** Sends a JSON object; the answer's body, as the server wrote it. */
  String post(String path, JsonNode body) {
    return send(
        request(path, REPLY_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
  }

  /** Sends a file as it is. */
  String upload(String path, Path file) {
    try {
      return send(
          request(path, UPLOAD_TIMEOUT)
              .header("Content-Type", "application/octet-stream")
              .POST(BodyPublishers.ofFile(file)));
    } catch (IOException e) {
      throw new CommandFailed(file + " cannot be read");
    }
  }

  /** An answer's body as JSON. */
  JsonNode parse(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw new CommandFailed("what answers at " + server + " is not Baton");
  }

  private static URI noted(Path data) {
    String noted = read(data.resolve(Up.URL_FILE));
    if (noted == null) {
      throw new CommandFailed(
          "no server has run on the data folder "
              + data
              + ": start one with ./baton up, or name one with --url or --data");
    }
    try {
      return ServerOptions.Address.parse(noted);
    } catch (TypeConversionException e) {
      throw new Misconfigured(data.resolve(Up.URL_FILE) + ": " + e.getMessage());
    }
  }

  private static @Nullable String read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new Misconfigured(file + " cannot be read: it belongs to the one who runs the server");
    }
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + key);
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      throw refused(response);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CommandFailed("no server answers at " + server + ": start one with ./baton up");
    } catch (HttpTimeoutException e) {
      throw new CommandFailed("the server at " + server + " took too long to answer");
    } catch (IOException e) {
      throw new CommandFailed("the connection to " + server + " broke: try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted");
    }
  }

  private CommandFailed refused(HttpResponse<String> response) {
    if (response.statusCode() == NOT_AUTHENTICATED) {
      return new CommandFailed(
          "the server at " + server + " does not know the key in " + keyOrigin);
    }
    try {
      JsonNode problem = JSON.readTree(response.body());
      String sentence = problem.path("detail").asText(problem.path("title").asText(""));
      if (!sentence.isBlank()) {
        return new ServerRefused(sentence);
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    return new ServerRefused(
        "the server at " + server + " answered with status " + response.statusCode());
  }
}
