package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The recorded machines under {@code fixtures}: see {@code record.sh} there. */
public final class Recorded {
  /** cgroup v1, kubelet 1.20, containerd 1.6, one pod. */
  public static final String V1 = "debian12-6.18-v1";

  /** cgroup v2, nothing but init and a shell. */
  public static final String V2 = "debian12-6.1-v2";

  private static final Path FIXTURES = Path.of("src/test/resources/fixtures").toAbsolutePath();

  private Recorded() {}

  public static HostRoot root(String tree) {
    return new HostRoot(FIXTURES.resolve(tree));
  }

  /** A copy to change. */
  public static HostRoot copy(String tree, Path to) throws IOException {
    Path from = FIXTURES.resolve(tree);
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    return new HostRoot(to);
  }

  /** Writes a file of a machine that consists of such files alone. */
  static void write(HostRoot root, String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T value(Reading<T> reading) {
    if (reading instanceof Reading.Present<T>(T value)) {
      return value;
    }
    throw new AssertionError("nothing was read: " + reading);
  }

  static HostText text(String text) {
    return HostText.of("/proc/file", text);
  }
}
