package dev.baton.retrieval.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one ONNX Runtime of the process. Left alone it copies its libraries into the temporary folder
 * and removes them at a clean exit; a server that is killed would leave 24 MB there each time. So
 * we copy them, and remove them as soon as they are loaded: Linux and macOS keep what is in use.
 */
final class NativeRuntime {
  /** Names a folder to take the libraries from, which then nobody copies. */
  private static final String FOLDER_PROPERTY = "onnxruntime.native.path";

  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  private static @Nullable OrtEnvironment loaded;

  private NativeRuntime() {}

  /**
   * Loaded at the first call that succeeds. Writes into {@code java.io.tmpdir} only, which must
   * allow programs.
   *
   * @throws LinkageError when there is no library for this machine, or it cannot be loaded
   */
  static synchronized OrtEnvironment environment() throws IOException, OrtException {
    if (loaded == null) {
      String platform = platform();
      boolean copied = System.getProperty(FOLDER_PROPERTY) == null && platform != null;
      loaded = copied ? loadCopy("native/" + platform + "/") : load();
    }
    return loaded;
  }

  private static OrtEnvironment loadCopy(String resources) throws IOException, OrtException {
    Path folder =
        Files.createTempDirectory("baton-onnxruntime-" + ProcessHandle.current().pid() + "-");
    try {
      for (String library : LIBRARIES) {
        copy(resources + System.mapLibraryName(library), folder);
      }
      System.setProperty(FOLDER_PROPERTY, folder.toString());
      return load();
    } finally {
      System.clearProperty(FOLDER_PROPERTY);
      for (String library : LIBRARIES) {
        Files.deleteIfExists(folder.resolve(System.mapLibraryName(library)));
      }
      Files.deleteIfExists(folder);
    }
  }

  private static OrtEnvironment load() throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "baton");
    environment.setTelemetry(false);
    return environment;
  }

  /** The runtime's name for this machine; null where files in use cannot be removed. */
  private static @Nullable String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x64";
    if (system.contains("linux")) {
      return "linux-" + processor;
    }
    return system.contains("mac") ? "osx-" + processor : null;
  }

  /** Copies nothing when there is no such library: loading will say so. */
  private static void copy(String resource, Path folder) throws IOException {
    try (InputStream library = OrtEnvironment.class.getResourceAsStream(resource)) {
      if (library != null) {
        Files.copy(library, folder.resolve(Path.of(resource).getFileName()));
      }
    }
  }
}
