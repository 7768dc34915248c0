package io.kdiag.dashboards;

import io.kdiag.dashboards.grafana.Dashboards;
import io.kdiag.dashboards.rules.RuleFiles;
import io.kdiag.detector.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All files that are written by this module and checked in. */
public final class Generated {
  /** The folders that hold nothing else. */
  static final List<String> FOLDERS =
      List.of(
          "grafana/dashboards",
          "prometheus/rules",
          "prometheus/kube-state-metrics",
          "prometheus/operator",
          "prometheus/tests",
          "runbooks");

  private Generated() {}

  /** Path below {@code dashboards/} to text. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>(RuleFiles.of(Catalogue.load()));
    files.putAll(Dashboards.files());
    return files;
  }

  /** What is in the folders now. */
  static Map<String, String> checkedIn(Path home) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String folder : FOLDERS) {
      Path below = home.resolve(folder);
      if (Files.isDirectory(below)) {
        try (Stream<Path> found = Files.walk(below)) {
          for (Path file : found.filter(Files::isRegularFile).toList()) {
            files.put(home.relativize(file).toString(), Files.readString(file));
          }
        }
      }
    }
    return files;
  }

  /** Writes them below {@code args[0]}, the module's folder, and deletes what is no longer made. */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]);
    Map<String, String> files = files();
    for (String old : checkedIn(home).keySet()) {
      if (!files.containsKey(old)) {
        Files.delete(home.resolve(old));
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
  }
}
