package io.kdiag.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.DamagedCaptureException;
import io.kdiag.cli.evidence.KdiagJson;
import io.kdiag.cli.evidence.kube.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a cluster under one path, and what their places mean:
 *
 * <pre>
 * nodes.json, storageclasses.json, ...      objects of the cluster
 * NAMESPACE/pods.json, events.json, ...     objects of a namespace
 * NAMESPACE/POD/logs.txt                    logs of its containers
 * hosts/NODE/problems.json                  what the node's problem detector said
 * metrics.json, manifest.json               of captures
 * </pre>
 *
 * An archive is unpacked beside the system's other temporary files, and removed when closed.
 */
final class ClusterFiles implements AutoCloseable {
  private static final int DEEPEST = 4;

  private final Path path;
  private final Path directory;
  private final boolean temporary;

  private ClusterFiles(Path path, Path directory, boolean temporary) {
    this.path = path;
    this.directory = directory;
    this.temporary = temporary;
  }

  static ClusterFiles of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new ClusterFiles(path, path, false);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path + " does not exist");
    }
    if (UnpackedArchive.isOne(path)) {
      return new ClusterFiles(path, UnpackedArchive.of(path), true);
    }
    return new ClusterFiles(path, path, false);
  }

  Path path() {
    return path;
  }

  /** The JSON files that may hold objects, sorted. */
  List<Path> objects() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of(directory);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory, DEEPEST)) {
      for (Path file : all.sorted().toList()) {
        if (file.toString().endsWith(".json") && isOfObjects(file)) {
          files.add(file);
        }
      }
    }
    if (files.isEmpty()) {
      throw new DamagedCaptureException(path + " holds no JSON files");
    }
    return files;
  }

  private boolean isOfObjects(Path file) {
    Path relative = directory.relativize(file);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !relative.startsWith("hosts")
        && !relative.equals(Path.of("manifest.json"))
        && !relative.equals(Path.of("metrics.json"));
  }

  /** For people: as it is under the path. */
  String relative(Path file) {
    return file.equals(directory)
        ? String.valueOf(path.getFileName())
        : "" + directory.relativize(file);
  }

  /** A file in a folder is of the namespace of that name; empty asks for all. */
  boolean isOf(Path file, String namespace) {
    Path relative = file.equals(directory) ? file.getFileName() : directory.relativize(file);
    return namespace.isEmpty()
        || relative.getNameCount() == 1
        || relative.getName(0).toString().equals(namespace);
  }

  CapturedLogs logs() {
    return new CapturedLogs(directory, path);
  }

  Path ofHost(String node, String name) {
    return directory.resolve("hosts").resolve(node.replace('/', '_')).resolve(name);
  }

  Path metrics() {
    return directory.resolve("metrics.json");
  }

  /** What a capture says of itself; null where it is none. */
  @Nullable Manifest manifest() throws IOException {
    Path file = directory.resolve("manifest.json");
    if (!Files.isRegularFile(file)) {
      return null;
    }
    JsonNode json = KdiagJson.MAPPER.readTree(Files.readAllBytes(file));
    if (!json.path("kind").asText().equals(ClusterCapture.Manifest.KIND)) {
      return null;
    }
    try {
      List<Kind> whole = new ArrayList<>();
      json.path("objects").fieldNames().forEachRemaining(name -> add(whole, Kind.named(name)));
      return new Manifest(Instant.parse(json.path("time").asText()), whole);
    } catch (DateTimeException e) {
      throw new DamagedCaptureException(path + ": manifest.json has no time: " + e.getMessage());
    }
  }

  private static void add(List<Kind> whole, @Nullable Kind kind) {
    if (kind != null) {
      whole.add(kind);
    }
  }

  /** When it was made, and the kinds of which it has all objects. */
  record Manifest(Instant time, List<Kind> whole) {}

  @Override
  public void close() {
    if (temporary) {
      UnpackedArchive.remove(directory);
    }
  }
}
