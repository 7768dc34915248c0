package io.kdiag.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines typed before are kept: {@code kdiag/history} under {@code XDG_STATE_HOME}, by
 * default {@code ~/.local/state}; the user's alone.
 *
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
 *     directories</a>
 */
final class ShellHistory {
  /** Lines that look as if they held a secret are not kept; JLine's pattern, {@code *} for any. */
  static final String NOT_KEPT = "*token*:*password*:*secret*:*api-key*";

  private ShellHistory() {}

  /** Null where there is no place for it: the shell then remembers nothing. */
  static @Nullable Path file(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (state.isBlank() && home.isBlank()) {
      return null;
    }
    Path file =
        (state.isBlank() ? Path.of(home, ".local", "state") : Path.of(state))
            .resolve("kdiag")
            .resolve("history");
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.isWritable(file) ? file : null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
