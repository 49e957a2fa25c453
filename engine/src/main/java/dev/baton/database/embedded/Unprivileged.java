package dev.baton.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a program is run as somebody other than root, because PostgreSQL refuses root. Who is not
 * root runs it as himself. Root tries a user namespace of its own, where it counts as nobody and
 * still owns its files; where the container forbids that, it steps down to another user of the
 * system, to whom the cluster's folder is then given.
 *
 * @param prefix what goes before the command
 * @param owner to whom the cluster's files must belong; null for nothing to change
 */
record Unprivileged(List<String> prefix, @Nullable UserPrincipal owner) {
  private static final Logger LOG = LoggerFactory.getLogger(Unprivileged.class);
  private static final List<String> USERS = List.of("postgres", "nobody");
  private static final String TRY =
      "test \"$(id -u)\" -ne 0 && test -w \"$1\" && \"$2\" --version >/dev/null";

  /**
   * The first way that works here; gives it the folder.
   *
   * @param folder the cluster's, which exists
   */
  static Unprivileged choose(Path bin, Path folder) throws IOException {
    boolean root = Commands.run(List.of("id", "-u")).output().strip().equals("0");
    List<Unprivileged> ways = root ? waysDown() : List.of(new Unprivileged(List.of(), null));
    String last = "";
    for (Unprivileged way : ways) {
      Optional<String> obstacle = way.obstacle(bin, folder);
      if (obstacle.isEmpty()) {
        if (way.owner != null) {
          Folders.own(folder, way.owner);
        }
        return way;
      }
      last = obstacle.get();
      LOG.debug("PostgreSQL cannot be run by {}: {}", way.prefix, last);
    }
    throw new EmbeddedPostgresFailed(
        root
            ? "PostgreSQL does not run as root, and neither unshare -U nor the users "
                + String.join(", ", USERS)
                + " can use "
                + folder
                + ": start Baton as another user, or set baton.database.url"
            : bin.resolve("postgres") + " cannot run on " + folder + ": " + last);
  }

  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  /** Why this way does not work; empty when it does. */
  private Optional<String> obstacle(Path bin, Path folder) throws IOException {
    if (owner != null) {
      Files.setOwner(folder, owner);
    }
    Commands.Outcome outcome =
        Commands.run(
            command(
                List.of(
                    "sh", "-c", TRY, "sh", folder.toString(), bin.resolve("postgres").toString())));
    return outcome.ok()
        ? Optional.empty()
        : Optional.of(outcome.lastLine().isEmpty() ? "it may not write there" : outcome.lastLine());
  }

  private static List<Unprivileged> waysDown() throws IOException {
    var users = Path.of("/").getFileSystem().getUserPrincipalLookupService();
    List<Unprivileged> ways = new ArrayList<>();
    if (Commands.installed("unshare")) {
      ways.add(
          new Unprivileged(List.of("unshare", "-U", "--"), users.lookupPrincipalByName("root")));
    }
    for (String user : USERS) {
      Commands.Outcome group = Commands.run(List.of("id", "-g", user));
      if (!group.ok()) {
        continue;
      }
      UserPrincipal owner = users.lookupPrincipalByName(user);
      if (Commands.installed("setpriv")) {
        ways.add(
            new Unprivileged(
                List.of(
                    "setpriv",
                    "--reuid=" + user,
                    "--regid=" + group.output().strip(),
                    "--clear-groups",
                    "--"),
                owner));
      }
      if (Commands.installed("runuser")) {
        ways.add(new Unprivileged(List.of("runuser", "-u", user, "--"), owner));
      }
      if (Commands.installed("su")) {
        ways.add(
            new Unprivileged(
                List.of("su", "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"", "--"), owner));
      }
    }
    return ways;
  }
}
