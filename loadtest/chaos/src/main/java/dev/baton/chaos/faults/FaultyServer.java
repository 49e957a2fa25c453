package dev.baton.chaos.faults;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import dev.baton.cli.Up;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The server as it is packaged, with another agent and with points to die at. Each line on its
 * standard input is an order; when the input ends, whoever started it has gone, and it stops.
 */
public final class FaultyServer {
  public static final String SEED = "chaos.seed";

  /** Orders beside the names of the points. */
  public static final String AGENT_DIES = "AGENT_DIES";

  public static final String AGENT_LIVES = "AGENT_LIVES";

  private FaultyServer() {}

  /** The arguments are those of {@code up}. */
  public static void main(String[] args) {
    ArmedFaults faults = ArmedFaults.OF_THIS_PROCESS;
    StubAgent agent = new StubAgent(Long.getLong(SEED, 0));
    daemon("orders", () -> obey(faults, agent));
    List<String> arguments = new ArrayList<>(List.of(args));
    Path data = Path.of(arguments.get(arguments.indexOf("--data") + 1));
    daemon("index-watch", new IndexWatch(data.resolve("index"), faults));
    Up.Dressing dressing = new Up.Dressing(theirs -> agent, door -> new Door(faults).around(door));
    System.exit(new CommandLine(new Up(dressing)).execute(args));
  }

  private static void obey(ArmedFaults faults, StubAgent agent) {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (@Nullable String line = orders.readLine(); line != null; line = orders.readLine()) {
        switch (line) {
          case AGENT_DIES -> agent.dies(true);
          case AGENT_LIVES -> agent.dies(false);
          default -> faults.arm(KillPoint.valueOf(line));
        }
      }
    } catch (IOException e) {
      System.err.println("chaos: no more orders: " + e);
    }
    System.exit(0);
  }

  private static void daemon(String name, Runnable work) {
    Thread.ofPlatform().daemon().name("chaos-" + name).start(work);
  }

  /** Sees each acknowledgement before it is sent. */
  private static final class Door extends AllDirectives {
    private final Faults faults;

    Door(Faults faults) {
      this.faults = faults;
    }

    Route around(Route inner) {
      return extractRequest(request ->
          request.method().equals(HttpMethods.POST)
              ? mapResponse(this::acknowledged, () -> inner)
              : inner);
    }

    private HttpResponse acknowledged(HttpResponse response) {
      if (response.status().intValue() == 200) {
        faults.reach(KillPoint.AFTER_ACKNOWLEDGEMENT);
      }
      return response;
    }
  }
}
