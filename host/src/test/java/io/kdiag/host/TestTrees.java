package io.kdiag.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;

/** The recorded trees of machines under {@code fixtures}, and copies of them to damage. */
public final class TestTrees {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  private TestTrees() {}

  public static Path fixture(String name) {
    return FIXTURES.resolve(name);
  }

  public static HostRoot root(String tree) {
    return new HostRoot(fixture(tree).toAbsolutePath());
  }

  /** Copies {@code part} of a tree into {@code directory}, which is then the machine's root. */
  public static Path copy(String tree, String part, Path directory) throws IOException {
    Path from = fixture(tree);
    try (var paths = Files.walk(from.resolve(part))) {
      paths.forEach(path -> copyOne(path, directory.resolve(from.relativize(path).toString())));
    }
    return directory;
  }

  private static void copyOne(Path from, Path to) {
    try {
      Path parent = to.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts a file, or changes, adds or removes a byte of it. */
  public static void damage(Path file, Random random) throws IOException {
    Files.write(file, damaged(Files.readAllBytes(file), random));
  }

  /** The same for bytes; the result has at most one more. */
  public static byte[] damaged(byte[] bytes, Random random) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    int kind = bytes.length == 0 ? 2 : random.nextInt(4);
    byte[] result =
        new byte[kind == 0 ? at : kind == 1 ? bytes.length : bytes.length + 5 - 2 * kind];
    for (int i = 0; i < result.length; i++) {
      int from = i > at && kind == 2 ? i - 1 : i >= at && kind == 3 ? i + 1 : i;
      boolean changed = i == at && (kind == 1 || kind == 2);
      result[i] = changed || from >= bytes.length ? (byte) random.nextInt(256) : bytes[from];
    }
    return result;
  }
}
