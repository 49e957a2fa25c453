package dev.baton.load.plan;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run is to do, checked.
 *
 * @param workspace empty for the one of the API key
 * @param operators sockets of operators
 * @param rate messages a second, both directions together; 0 for none
 * @param inFlight messages, of the closed scenario
 * @param seconds that are measured
 * @param warmUpSeconds before them
 * @param drainSeconds after them, at most, for what is still under way
 * @param even whether messages are due at equal distances, not at random (Poisson) ones
 * @param letters in a message
 * @param threads of the sockets
 * @param readBack conversations that are read back; -1 for all
 * @param views the lists that each operator looks at
 * @param slow customers, the last ones, who stop reading for a while
 * @param others more nodes of the same cluster, over which the sockets are spread
 */
public record Plan(
    URI url,
    String apiKey,
    String workspace,
    Scenario scenario,
    int conversations,
    int operators,
    double rate,
    int inFlight,
    int seconds,
    int warmUpSeconds,
    int drainSeconds,
    long seed,
    boolean even,
    int letters,
    int threads,
    int readBack,
    List<String> views,
    int slow,
    List<URI> others) {

  /** All conversations are read back. */
  public static final int EVERYTHING = -1;

  private static final int CEILING_TALKS = 200;
  private static final int CEILING_OPERATORS = 8;
  private static final int CEILING_SECONDS = 5;

  public Plan {
    views = List.copyOf(views);
    others = List.copyOf(others);
  }

  /** Customers who always read: the first ones. */
  public int readers() {
    return conversations - slow;
  }

  /** Every node. */
  public List<URI> nodes() {
    List<URI> nodes = new ArrayList<>(others);
    nodes.addFirst(url);
    return nodes;
  }

  /** Whether the server runs on the tool's machine, by its address. */
  public boolean onLoopback() {
    String host = url.getHost();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  public int port() {
    return url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
  }

  /** The same against another server. */
  public Plan against(URI other) {
    return with(other, scenario, conversations, operators, seconds, warmUpSeconds, readBack);
  }

  /** What the tool itself can do, with as many threads and messages of the same length. */
  public Plan ceiling() {
    return with(url, Scenario.CEILING, CEILING_TALKS, CEILING_OPERATORS, CEILING_SECONDS, 5, 0);
  }

  private Plan with(
      URI otherUrl,
      Scenario otherScenario,
      int otherConversations,
      int otherOperators,
      int otherSeconds,
      int otherWarmUp,
      int otherReadBack) {
    return new Plan(
        otherUrl,
        apiKey,
        workspace,
        otherScenario,
        otherConversations,
        otherOperators,
        rate,
        inFlight,
        otherSeconds,
        otherWarmUp,
        drainSeconds,
        seed,
        even,
        letters,
        threads,
        otherReadBack,
        views,
        0,
        otherUrl.equals(url) ? others : List.of());
  }
}
