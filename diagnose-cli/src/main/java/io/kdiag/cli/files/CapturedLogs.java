package io.kdiag.cli.files;

import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.cli.logs.ByteLines;
import io.kdiag.cli.logs.LineSource;
import io.kdiag.cli.logs.LineStream;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.logs.LogQuery;
import io.kdiag.host.Redaction;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Logs in the files of a dump: {@code NAMESPACE/POD/logs.txt}, and of the runs before {@code
 * previous-logs.txt}, each with the pod's containers one after the other. Lines have their times in
 * captures, and none in kubectl's dumps.
 *
 * <pre>
 * ==== START logs for container app of pod shop/cart-0 ====
 * 2026-01-02T03:04:05.123456789Z listening on :8080
 * ==== END logs for container app of pod shop/cart-0 ====
 * </pre>
 */
public final class CapturedLogs implements LineSource {
  static final String PRESENT = "logs.txt";
  static final String PREVIOUS = "previous-logs.txt";

  private final Path directory;
  private final Path shown;

  CapturedLogs(Path directory, Path shown) {
    this.directory = directory;
    this.shown = shown;
  }

  static String begin(String namespace, String pod, String container) {
    return "==== START logs for container "
        + container
        + " of pod "
        + namespace
        + "/"
        + pod
        + " ====";
  }

  static String end(String namespace, String pod, String container) {
    return "==== END logs for container "
        + container
        + " of pod "
        + namespace
        + "/"
        + pod
        + " ====";
  }

  /** A container's lines as they stand in a file, without what looks like a secret. */
  static String section(Pod pod, String container, String lines) {
    StringBuilder text =
        new StringBuilder(begin(pod.namespace(), pod.name(), container)).append('\n');
    for (String line : lines.split("\n", -1)) {
      if (!line.isEmpty()) {
        text.append(Redaction.redact(line)).append('\n');
      }
    }
    return text.append(end(pod.namespace(), pod.name(), container)).append('\n').toString();
  }

  @Override
  public List<LineStream> open(LogQuery query) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<LineStream> streams = new ArrayList<>();
    for (Path file : files(query.previous() ? PREVIOUS : PRESENT)) {
      Path relative = directory.relativize(file);
      String namespace = relative.getName(0).toString();
      String pod = relative.getName(1).toString();
      for (String container : containers(file)) {
        if (query.matchesContainer(namespace, pod, container)) {
          streams.add(new CapturedLog(file, namespace, pod, container));
        }
      }
    }
    return List.copyOf(streams);
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(directory, 3)) {
      return all.filter(file -> file.endsWith(name))
          .filter(file -> directory.relativize(file).getNameCount() == 3)
          .sorted()
          .toList();
    }
  }

  private static List<String> containers(Path file) throws IOException {
    List<String> containers = new ArrayList<>();
    try (ByteLines lines = lines(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.startsWith("==== START logs for container ")) {
          String rest = line.substring("==== START logs for container ".length());
          containers.add(rest.substring(0, Math.max(0, rest.indexOf(' '))));
        }
      }
    }
    return containers;
  }

  static ByteLines lines(Path file) throws IOException {
    return new ByteLines(new BufferedInputStream(Files.newInputStream(file), 64 << 10));
  }

  boolean has(String namespace, String pod, boolean previous) {
    return Files.isRegularFile(file(namespace, pod, previous));
  }

  private Path file(String namespace, String pod, boolean previous) {
    return directory.resolve(namespace).resolve(pod).resolve(previous ? PREVIOUS : PRESENT);
  }

  /** The last lines of a container, as they are in the file. */
  String last(String namespace, String pod, String container, boolean previous, int most)
      throws IOException {
    Path file = file(namespace, pod, previous).normalize();
    if (!file.startsWith(directory.normalize()) || !Files.isRegularFile(file)) {
      throw new FileNotFoundException(shown + " holds no log of " + namespace + "/" + pod);
    }
    Deque<String> last = new ArrayDeque<>();
    try (CapturedLog log = new CapturedLog(file, namespace, pod, container)) {
      for (String line = log.text(); line != null; line = log.text()) {
        last.addLast(line);
        if (last.size() > most) {
          last.removeFirst();
        }
      }
    }
    return String.join("\n", last);
  }

  @Override
  public void follow(LogQuery query, Consumer<LogLine> lines) throws IOException {
    throw new IOException("what is in a capture does not grow");
  }
}
