package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.retrieval.embedding.EmbeddingModel;
import dev.baton.retrieval.embedding.OnnxTextEmbedder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class StopSignalTest {
  private static final int SIGTERM = 15;

  /** Embeds until it is told to end, and closes what it uses a little later. */
  static final class Embedding {
    private Embedding() {}

    public static void main(String... arguments) throws InterruptedException {
      OnnxTextEmbedder embedder = new OnnxTextEmbedder(EmbeddingModel.MINILM_L6_V2);
      StopSignal signal =
          StopSignal.runs(() -> {
            try {
              TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            embedder.close();
            System.out.println("closed");
          });
      System.out.println("embedding");
      try {
        while (true) {
          embedder.vector("Where is my parcel, and when will it be here?".repeat(20));
        }
      } catch (IllegalStateException closed) {
        signal.awaitTheEndWhereHeard();
      }
      System.out.println("not reached");
    }
  }

  /** What is stopped in order is not pulled away under calls that are still under way. */
  @Test
  void theStopIsOverBeforeTheVirtualMachineEnds(@TempDir Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Embedding.class.getName())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      StringBuilder said = new StringBuilder();
      try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          said.append(line).append('\n');
          if (line.equals("embedding")) {
            process.toHandle().destroy();
          }
        }
      }

      assertThat(process.waitFor()).as(said.toString()).isEqualTo(128 + SIGTERM);
      assertThat(said).contains("closed").doesNotContain("not reached");
    } finally {
      process.destroyForcibly();
    }
  }
}
