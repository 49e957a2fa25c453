package dev.baton.load.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server (10) on port 8080 whose database (20, with 21 and 22) listens on port 5432. */
class MachineTest {
  private static final int SERVER_PORT = 8080;
  private static final long SELF = 30;

  @TempDir private Path proc = Path.of("");

  @BeforeEach
  void processes() throws IOException {
    write(
        "net/tcp",
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 200 1 0
           1: 0100007F:9C40 0100007F:1538 01 00000000:00000000 00:00000000 00000000 0 0 102 1 0
           2: 0100007F:1F90 0100007F:9C41 01 00000000:00000000 00:00000000 00000000 0 0 103 1 0
           3: 0100007F:9C41 0100007F:1F90 01 00000000:00000000 00:00000000 00000000 0 0 300 1 0
        """);
    write(
        "net/tcp6",
        """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 101 1 0
        """);
    write("stat", "cpu  100 0 50 800 40 0 0 10 0 0\ncpu0 1 2 3\n");
    process(10, "java (a) b", 300, 200, 999, 2_560, 101, 102, 103);
    process(20, "postgres", 10, 5, 40, 100, 200);
    process(21, "postgres", 20, 5, 0, 100);
    process(22, "postgres", 30, 5, 0, 100);
    process(SELF, "java", 70, 30, 0, 100, 300);
    write("20/task/20/children", "21 22 ");
    write(
        "10/smaps_rollup",
        "5580 ---p 0 00:00 0 [rollup]\nRss:  900 kB\nPss:   700 kB\nPss_Dirty: 1 kB\n");
    write(
        "self/limits",
        "Limit  Soft Limit Hard Limit Units\nMax open files            20000                20000                files\n");
  }

  @Test
  void theServerAndItsDatabaseAreFound() {
    assertThat(Processes.find(new Proc(proc), SERVER_PORT, SELF))
        .isEqualTo(new Processes(10L, 20L));
  }

  @Test
  void whatListensElsewhereIsNotTheServer() {
    assertThat(Processes.find(new Proc(proc), 9999, SELF)).isEqualTo(new Processes(null, null));
  }

  @Test
  void theDatabasesProcessesCountTogetherAndTheEndedOnesToo() {
    Sample sample = machine().sample();

    assertThat(sample.serverCpu()).isEqualTo(5);
    assertThat(sample.databaseCpu()).isEqualTo(1.15);
    assertThat(sample.toolCpu()).isEqualTo(1);
    assertThat(sample.serverMib()).isEqualTo(10);
    assertThat(sample.all()).isEqualTo(1_000);
    assertThat(sample.busy()).isEqualTo(150);
    assertThat(sample.stolen()).isEqualTo(10);
  }

  @Test
  void memoryAndLimitsAreRead() {
    assertThat(machine().serverProportionalKib()).hasValue(700);
    assertThat(machine().openFilesMax()).hasValue(20_000);
    assertThat(machine().serverOpenFilesMax()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNotKnown() {
    Machine elsewhere = new Machine(new Proc(proc), new Processes(null, null), 99);

    Sample sample = elsewhere.sample();

    assertThat(sample.serverCpu()).isNaN();
    assertThat(sample.databaseCpu()).isNaN();
    assertThat(sample.toolCpu()).isNaN();
    assertThat(elsewhere.serverProportionalKib()).isEmpty();
  }

  private Machine machine() {
    Proc files = new Proc(proc);
    return new Machine(files, Processes.find(files, SERVER_PORT, SELF), SELF);
  }

  private void process(
      long pid, String name, int user, int system, int children, int pages, int... sockets)
      throws IOException {
    write(
        pid + "/stat",
        pid
            + " ("
            + name
            + ") S 1 1 1 0 -1 4194560 1 2 3 4 "
            + user
            + " "
            + system
            + " "
            + children
            + " 0 20 0 40 0 12345 999999 "
            + pages
            + " 18446744073709551615 1 1\n");
    Path files = Files.createDirectories(proc.resolve(pid + "/fd"));
    Files.createSymbolicLink(files.resolve("0"), Path.of("/dev/null"));
    for (int socket : sockets) {
      Files.createSymbolicLink(files.resolve("" + socket), Path.of("socket:[" + socket + "]"));
    }
  }

  private void write(String file, String content) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
