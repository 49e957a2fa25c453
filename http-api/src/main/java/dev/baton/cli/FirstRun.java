package dev.baton.cli;

import dev.baton.engine.ChatEngine;
import dev.baton.identity.OperatorId;
import dev.baton.identity.Secret;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.operators.OperatorStore;
import dev.baton.operators.Passwords;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a new data folder needs: a workspace, its first admin, and the key that the command line
 * uses.
 */
final class FirstRun {
  static final String DEMO_KEY = "demo";
  static final String KEY_FILE = "admin.key";
  static final String LOGIN_FILE = "first-login.txt";
  private static final String EMAIL = "admin@baton.local";
  private static final int PASSWORD_LENGTH = 20;

  private final ChatEngine engine;
  private final Path data;

  FirstRun(ChatEngine engine, Path data) {
    this.engine = engine;
    this.data = data;
  }

  /** A new admin's e-mail address and password. The password is shown once. */
  record Login(String email, String password) {}

  /** Creates what is missing; the login where the first admin was created now. Blocks. */
  Optional<Login> prepare(boolean demo) {
    Optional<Login> login = Optional.empty();
    if (engine.workspaces().all().isEmpty()) {
      Workspace workspace = workspace(demo);
      engine.workspaces().add(workspace);
      login = Optional.of(admin(workspace.id()));
      if (demo) {
        addManual(workspace.id());
      }
    }
    if (!Files.exists(data.resolve(KEY_FILE))) {
      Secret key = Secret.random();
      engine
          .stores()
          .operators()
          .addKey(key.hash(), engine.workspaces().all().getFirst().id(), "command line");
      writeSecret(data.resolve(KEY_FILE), key.reveal() + "\n");
    }
    return login;
  }

  /** The key of the demo workspace, where there is one. */
  Optional<String> demoKey() {
    return engine.workspaces().findByKey(DEMO_KEY).map(Workspace::key);
  }

  private static Workspace workspace(boolean demo) {
    if (!demo) {
      String key = Secret.random().reveal().replaceAll("[^A-Za-z0-9]", "").substring(0, 12);
      return new Workspace(
          WorkspaceId.random(), key, 1, WorkspaceSettings.defaults("My workspace"));
    }
    WorkspaceSettings plain = WorkspaceSettings.defaults("Baton");
    WorkspaceSettings settings =
        new WorkspaceSettings(
            plain.workspaceName(),
            "Hello. Ask me anything about Baton; I answer from its manual, and a person helps when I cannot.",
            plain.accent(),
            plain.handoffRouting(),
            plain.explicitRequests(),
            plain.handoffThreshold(),
            plain.sessionWindowHours(),
            plain.handoffLine(),
            plain.awayLine(),
            plain.expectedWait(),
            plain.unansweredLine(),
            List.of());
    return new Workspace(WorkspaceId.random(), DEMO_KEY, 1, settings);
  }

  private Login admin(WorkspaceId workspace) {
    String password = Secret.random().reveal().substring(0, PASSWORD_LENGTH);
    OperatorStore operators = engine.stores().operators();
    operators.add(
        new Operator(OperatorId.random(), workspace, EMAIL, "Admin", Operator.Role.ADMIN, true),
        new Passwords().hash(password));
    writeSecret(data.resolve(LOGIN_FILE), "e-mail: " + EMAIL + "\npassword: " + password + "\n");
    return new Login(EMAIL, password);
  }

  private void addManual(WorkspaceId workspace) {
    try {
      URI manual = FirstRun.class.getResource("/manual").toURI();
      if (manual.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(manual, Map.of())) {
          addAll(workspace, jar.getPath("/manual"));
        }
      } else {
        addAll(workspace, Path.of(manual));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the build lacks the manual", e);
    }
  }

  private void addAll(WorkspaceId workspace, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        engine
            .library()
            .addFile(workspace, String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  /** Readable by its owner only, from the first byte on. */
  private static void writeSecret(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
