package dev.baton.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends files and addresses to the server and waits until it has read them. One that fails does not
 * keep the others back.
 */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Add files, folders or web addresses to what the agent answers from.",
      "Of a folder, all pdf, html, htm, md, markdown, txt and csv files in it and below."
    })
final class SourceAdd implements Callable<Integer> {
  private static final Set<String> READABLE =
      Set.of("pdf", "html", "htm", "md", "markdown", "txt", "csv");

  /** As the server has it; more would be cut off in the middle of the upload. */
  private static final long FILE_BYTES_MAX = 50L * 1024 * 1024;

  /** Sent before waiting, so that a large folder does not overrun the server's queue. */
  private static final int BATCH_MAX = 100;

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(10);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE|DIR|URL", description = "What to add.")
  private List<String> what = List.of();

  private int failures;

  /** Something to add: a page's address or a file. */
  private sealed interface Item {
    record Link(String url) implements Item {}

    record Document(Path file, long bytes) implements Item {}
  }

  @Override
  public Integer call() {
    List<Item> items = new ArrayList<>();
    what.forEach(each -> items.addAll(items(each)));
    ServerClient client = server.connect();
    for (int from = 0; from < items.size(); from += BATCH_MAX) {
      await(client, send(client, items.subList(from, Math.min(items.size(), from + BATCH_MAX))));
    }
    return failures == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private List<Item> items(String argument) {
    if (argument.matches("(?i)https?://.+")) {
      return List.of(new Item.Link(argument));
    }
    try {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        return documents(path);
      }
      if (Files.isRegularFile(path) && Files.isReadable(path)) {
        return List.of(new Item.Document(path, Files.size(path)));
      }
    } catch (InvalidPathException | IOException e) {
      // Said below.
    }
    throw new ParameterException(
        spec.commandLine(), "There is no readable file or folder " + Plain.line(argument));
  }

  private List<Item> documents(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      List<Item> found = new ArrayList<>();
      for (Path file : below.filter(file -> isDocument(folder, file)).sorted().toList()) {
        found.add(new Item.Document(file, Files.size(file)));
      }
      if (found.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "There is nothing in " + folder + " that Baton can read");
      }
      return found;
    }
  }

  private static boolean isDocument(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = name(file).toLowerCase(Locale.ROOT);
    return READABLE.contains(name.substring(name.lastIndexOf('.') + 1))
        && Files.isRegularFile(file);
  }

  /** Sends each; what was accepted, by id. */
  private Map<String, String> send(ServerClient client, List<Item> items) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Item item : items) {
      String name = describe(item);
      try {
        SourceLine added = SourceLine.of(client.parse(send(client, item)));
        names.put(added.id(), name);
      } catch (ServerRefused e) {
        failed(name, String.valueOf(e.getMessage()));
      }
    }
    return names;
  }

  private static String send(ServerClient client, Item item) {
    return switch (item) {
      case Item.Link link ->
          client.post(
              "/sources/links", JsonNodeFactory.instance.objectNode().put("url", link.url()));
      case Item.Document document -> {
        if (document.bytes() > FILE_BYTES_MAX) {
          throw new ServerRefused(
              "it has " + (document.bytes() >> 20) + " MiB, and a source has at most 50 MiB");
        }
        String name = URLEncoder.encode(name(document.file()), StandardCharsets.UTF_8);
        yield client.upload("/sources/files?name=" + name.replace("+", "%20"), document.file());
      }
    };
  }

  private void await(ServerClient client, Map<String, String> names) {
    Map<String, String> waiting = new LinkedHashMap<>(names);
    Map<String, String> states = new HashMap<>();
    long changed = System.nanoTime();
    while (!waiting.isEmpty()) {
      Map<String, SourceLine> listed = new HashMap<>();
      client
          .parse(client.get("/sources"))
          .path("sources")
          .forEach(source -> listed.put(source.path("id").asText(""), SourceLine.of(source)));
      for (String id : List.copyOf(waiting.keySet())) {
        SourceLine line = listed.get(id);
        if (line == null) {
          failed(names.getOrDefault(id, id), "it was removed while it was read");
          waiting.remove(id);
        } else if (!line.state().equals(states.put(id, line.state()))) {
          changed = System.nanoTime();
          show(line);
          if (line.isFinished()) {
            waiting.remove(id);
          }
        }
      }
      if (System.nanoTime() - changed > STANDSTILL_MAX.toNanos()) {
        throw new CommandFailed(
            "the server has not finished reading; ./baton source list shows how it goes on");
      }
      pause(waiting.isEmpty() ? Duration.ZERO : POLL);
    }
  }

  private void show(SourceLine line) {
    if (line.isFailed()) {
      failures++;
      spec.commandLine().getErr().println(line);
    } else if (line.isReady() || Boolean.getBoolean("baton.terminal")) {
      spec.commandLine().getOut().println(line);
    }
  }

  private void failed(String name, String reason) {
    failures++;
    String line = String.format(Locale.ROOT, "%-8s %s: %s", "failed", name, reason);
    spec.commandLine().getErr().println(Plain.line(line));
  }

  private static String describe(Item item) {
    return switch (item) {
      case Item.Link link -> link.url();
      case Item.Document document -> document.file().toString();
    };
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted");
    }
  }
}
