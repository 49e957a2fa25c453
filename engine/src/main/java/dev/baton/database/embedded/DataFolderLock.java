package dev.baton.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the one Baton in a data folder: {@code baton.lock}, locked for as long as the
 * process lives, with its number as text. The lock goes with the process, however it ends.
 */
final class DataFolderLock implements AutoCloseable {
  // Closing any channel of a file gives up all locks this process has on it (POSIX), so a second
  // attempt in the same process must not even open the file.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DataFolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param data a real path
   */
  static DataFolderLock take(Path data) throws IOException {
    Path file = data.resolve("baton.lock");
    String self = String.valueOf(ProcessHandle.current().pid());
    if (!HELD_HERE.add(file)) {
      throw new DataFolderInUse(data, self);
    }
    boolean taken = false;
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new DataFolderInUse(data, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
      taken = true;
      return new DataFolderLock(file, channel);
    } finally {
      if (!taken) {
        channel.close();
        HELD_HERE.remove(file);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
