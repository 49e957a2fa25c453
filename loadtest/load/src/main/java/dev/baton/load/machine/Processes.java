package dev.baton.load.machine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a run looks at.
 *
 * @param server null where it is not on this machine, or not ours to look at
 * @param database the first of the processes of the server's database; null likewise
 */
public record Processes(@Nullable Long server, @Nullable Long database) {

  /** Whatever listens on the port here, and whatever of this machine that is connected to. */
  public static Processes find(Proc proc, int serverPort, long self) {
    List<TcpSocket> sockets = proc.sockets();
    Long server = listener(proc, sockets, serverPort, self);
    return new Processes(
        server, server == null ? null : database(proc, sockets, server, serverPort));
  }

  private static @Nullable Long listener(Proc proc, List<TcpSocket> sockets, int port, long not) {
    Set<Long> inodes = new HashSet<>();
    for (TcpSocket socket : sockets) {
      if (socket.listens() && socket.localPort() == port) {
        inodes.add(socket.inode());
      }
    }
    if (inodes.isEmpty()) {
      return null;
    }
    return proc.processes().stream()
        .sorted()
        .filter(pid -> pid != not)
        .filter(pid -> proc.socketsOf(pid).stream().anyMatch(inodes::contains))
        .findFirst()
        .orElse(null);
  }

  /** Of the ports that the server is connected to, the one with most connections. */
  private static @Nullable Long database(
      Proc proc, List<TcpSocket> sockets, long server, int serverPort) {
    Set<Long> own = new HashSet<>(proc.socketsOf(server));
    Map<Integer, Integer> connections = new HashMap<>();
    for (TcpSocket socket : sockets) {
      if (socket.connected()
          && own.contains(socket.inode())
          && socket.localPort() != serverPort
          && socket.remotePort() != serverPort) {
        connections.merge(socket.remotePort(), 1, Integer::sum);
      }
    }
    List<Integer> ports =
        connections.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    for (int port : ports) {
      Long pid = listener(proc, sockets, port, server);
      if (pid != null) {
        return pid;
      }
    }
    return null;
  }
}
