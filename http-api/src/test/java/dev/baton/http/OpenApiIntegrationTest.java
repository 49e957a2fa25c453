package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.testkit.Answer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** openapi.yaml, FRAMES.md and the server say the same. */
class OpenApiIntegrationTest {
  private static final Pattern CALL = Pattern.compile("`(GET|POST|PUT|DELETE) ([^` ]+)");
  private static final Pattern FURTHER = Pattern.compile("· `…(/[a-z-]+)`");

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final JsonNode api = api();

  @Test
  void everyCallThatIsDescribedIsServedAndAsksForTheProofItSays() {
    for (String call : calls()) {
      String method = call.substring(0, call.indexOf(' '));
      String path = call.substring(call.indexOf(' ') + 1);
      JsonNode operation = api.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
      String filled =
          path.replace("{key}", "acme")
              .replace("/sources/{id}", "/sources/src_absent")
              .replace("{id}", "cnv_absent");
      if (operation.path("responses").has("101")) {
        int upgraded = Socket.refusal(SERVER.nobody(), filled);
        assertThat(upgraded).as(call).isIn(101, 401);
        continue;
      }
      String query = filled.endsWith("/files") ? "?name=a.txt" : "";
      Answer answer =
          operation.has("requestBody")
              ? SERVER.nobody().sendJson(method, filled + query, "{}")
              : SERVER.nobody().send(method, filled, new byte[0]);

      assertThat(answer.status()).as(call).isNotIn(404, 405, 503);
      assertThat(operation.path("responses").has(String.valueOf(answer.status())))
          .as("%s answers %s, which is not described", call, answer.status())
          .isTrue();
      if (!operation.path("security").isEmpty()) {
        answer.isProblem(401, "not_authenticated");
      }
    }
  }

  @Test
  void theProtocolAndTheDescriptionNameTheSameCalls() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("protocol", "FRAMES.md"))) {
      Matcher call = CALL.matcher(line);
      String last = "";
      while (call.find()) {
        String path = call.group(2).replaceFirst("\\?.*", "");
        last = call.group(1) + " " + path.replaceFirst("^…/\\{id\\}", "/api/v1/conversations/{id}");
        told.add(last);
      }
      Matcher further = FURTHER.matcher(line);
      while (further.find()) {
        told.add(last.replaceFirst("/[a-z-]+$", further.group(1)));
      }
    }
    Set<String> described = new TreeSet<>(calls());
    described.removeIf(call -> !call.contains("/api/"));

    assertThat(told).isEqualTo(described);
  }

  @Test
  void requestsAreDescribedAsStrictAndEveryReferenceLeadsSomewhere() {
    for (JsonNode path : api.path("paths")) {
      for (JsonNode operation : path) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema/$ref");
        if (!schema.isMissingNode()) {
          JsonNode request = api.at(schema.asText().substring(1));
          assertThat(request.path("additionalProperties").asBoolean(true))
              .as(schema.asText())
              .isFalse();
        }
      }
    }
    for (JsonNode reference : api.findValues("$ref")) {
      assertThat(api.at(reference.asText().substring(1)).isObject())
          .as(reference.asText())
          .isTrue();
    }
    List<String> codes = new ArrayList<>();
    api.at("/components/schemas/Problem/properties/code/enum")
        .forEach(code -> codes.add(code.asText()));
    assertThat(codes).isEqualTo(toldCodes());
  }

  /** Those of FRAMES.md section 7. */
  private static List<String> toldCodes() {
    String page;
    try {
      page = Files.readString(Path.of("protocol", "FRAMES.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    List<String> codes = new ArrayList<>();
    page.substring(page.indexOf("## 7."))
        .lines()
        .filter(line -> line.startsWith("| 4") || line.startsWith("| 5"))
        .forEach(line -> {
          Matcher code = Pattern.compile("`([a-z_]+)`").matcher(line.replaceAll("\\(.*?\\)", ""));
          while (code.find()) {
            codes.add(code.group(1));
          }
        });
    return codes;
  }

  private Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    api.path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(
                    method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return calls;
  }

  private static JsonNode api() {
    try {
      Object tree =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(Files.readString(Path.of("protocol", "openapi.yaml")));
      return new ObjectMapper().valueToTree(tree);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
