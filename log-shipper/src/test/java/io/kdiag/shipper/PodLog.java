package io.kdiag.shipper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A container's log under a root of a test's: written as containerd does, rotated as kubelet does.
 */
final class PodLog {
  static final String CONTAINER_ID = "4a5b".repeat(16);

  private final Path root;
  private final Path directory;
  private int restart;
  private int rotations;
  private long nanos = 1_000;

  PodLog(Path root, String pod) {
    this.root = root;
    directory = root.resolve("var/log/pods/default_" + pod + "_uid-" + pod + "/main");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    link(pod);
  }

  private void link(String pod) {
    try {
      Path links = Files.createDirectories(root.resolve("var/log/containers"));
      Path link = links.resolve(pod + "_default_main-" + CONTAINER_ID + ".log");
      Files.createSymbolicLink(link, Path.of("/" + root.relativize(live())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path live() {
    return directory.resolve(restart + ".log");
  }

  void line(String stream, String tag, String message) {
    raw(text(stream, tag, message));
  }

  /** Several whole lines of stdout in one write. */
  void lines(List<String> messages) {
    StringBuilder text = new StringBuilder();
    for (String message : messages) {
      text.append(text("stdout", "F", message));
    }
    raw(text.toString());
  }

  private String text(String stream, String tag, String message) {
    nanos += 1_001;
    return (Instant.ofEpochSecond(1_795_000_000L, nanos)
        + " "
        + stream
        + " "
        + tag
        + " "
        + message
        + "\n");
  }

  void line(String message) {
    line("stdout", "F", message);
  }

  void raw(String text) {
    raw(text.getBytes(StandardCharsets.UTF_8));
  }

  void raw(byte[] bytes) {
    try {
      Files.write(live(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The container ended and was started again. */
  void restart() {
    restart++;
  }

  /** Compresses what was rotated before, then renames the live file. */
  void rotate() {
    try {
      for (Path file : rotated()) {
        if (!file.toString().endsWith(".gz")) {
          compress(file);
        }
      }
      if (Files.exists(live())) {
        String time = "20261120-%06d".formatted(100_000 + rotations++);
        Files.move(live(), directory.resolve(live().getFileName() + "." + time));
        raw(new byte[0]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compress(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(fresh))) {
      in.transferTo(out);
    }
    Files.move(fresh, file.resolveSibling(file.getFileName() + ".gz"));
    Files.delete(file);
  }

  /** The rotated files of all runs, oldest first. */
  List<Path> rotated() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory, "*.log.*")) {
      entries.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /** The pod was deleted. */
  void delete() {
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
