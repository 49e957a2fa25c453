package dev.baton.load.echo;

import dev.baton.load.failure.LoadFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The stand-in as a process of its own, so that what it uses is not the tool's. */
public final class EchoProcess implements AutoCloseable {
  private final Process process;
  private final URI url;

  private EchoProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it; it ends with this process at the latest. */
  public static EchoProcess start() {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  EchoServer.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String port =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (port == null) {
        throw LoadFailed.because("the stand-in for the server does not start");
      }
      return new EchoProcess(process, URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw LoadFailed.because("the stand-in for the server does not start: " + e.getMessage());
    }
  }

  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
