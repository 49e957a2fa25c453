package dev.baton.load.machine;

/**
 * A row of {@code /proc/net/tcp}.
 *
 * @param state 10 while it listens, 1 while it is connected
 * @param inode the socket's number, as a process's open files name it
 */
record TcpSocket(int localPort, int remotePort, int state, long inode) {
  private static final int HEX = 16;
  private static final int LISTENS = 10;
  private static final int CONNECTED = 1;

  static TcpSocket parse(String row) {
    String[] fields = row.strip().split("\\s+", -1);
    return new TcpSocket(
        port(fields[1]),
        port(fields[2]),
        Integer.parseInt(fields[3], HEX),
        Long.parseLong(fields[9]));
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEX);
  }

  boolean listens() {
    return state == LISTENS;
  }

  boolean connected() {
    return state == CONNECTED;
  }
}
