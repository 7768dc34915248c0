package io.kdiag.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that the agents export, from what their modules hold: the collector's golden files, and
 * the exposition that each metric class shows in its comment.
 */
final class Exported {
  private static final Path REPOSITORY = Programs.HOME.resolve("..");
  private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) ");
  private static final Pattern SHOWN =
      Pattern.compile("^ +\\* ([a-z][\\w:]*)(?:\\{[^}]*\\})? -?[0-9][-+.\\w]*$");

  /** What Prometheus itself adds to a scrape or evaluates, and what simpleclient adds. */
  private static final Set<String> OTHERS =
      Set.of(
          "up",
          "scrape_duration_seconds",
          "scrape_samples_scraped",
          "ALERTS",
          "process_cpu_seconds_total",
          "process_resident_memory_bytes");

  private Exported() {}

  static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>(OTHERS);
    collect(REPOSITORY.resolve("collector/src/test/resources/golden"), ".prom", TYPE, names);
    for (String module : List.of("collector", "problem-detector", "log-shipper", "deploy")) {
      collect(REPOSITORY.resolve(module).resolve("src/main/java"), ".java", SHOWN, names);
    }
    return names;
  }

  private static void collect(Path folder, String suffix, Pattern pattern, Set<String> names)
      throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(each -> each.toString().endsWith(suffix)).toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher matcher = pattern.matcher(line);
          if (matcher.find()) {
            names.add(matcher.group(1));
          }
        }
      }
    }
  }
}
