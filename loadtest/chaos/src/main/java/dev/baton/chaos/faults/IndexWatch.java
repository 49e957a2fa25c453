package dev.baton.chaos.faults;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;

/** Sees the first bytes of each file that the index writes. */
final class IndexWatch implements Runnable {
  private final Path folder;
  private final Faults faults;

  IndexWatch(Path folder, Faults faults) {
    this.folder = folder;
    this.faults = faults;
  }

  @Override
  public void run() {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      Files.createDirectories(folder);
      follow(folder, watch);
      while (true) {
        WatchKey key = watch.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          seen((Path) key.watchable(), event, watch);
        }
        key.reset();
      }
    } catch (IOException e) {
      System.err.println("chaos: the index is not watched: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void seen(Path parent, WatchEvent<?> event, WatchService watch) throws IOException {
    if (event.context() instanceof Path name) {
      Path file = parent.resolve(name);
      if (Files.isDirectory(file)) {
        follow(file, watch);
      } else if (!name.endsWith("write.lock")) {
        faults.reach(KillPoint.IN_INDEX_WRITE);
      }
    }
  }

  private static void follow(Path folder, WatchService watch) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes)
              throws IOException {
            one.register(watch, ENTRY_CREATE, ENTRY_MODIFY);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
