package io.kdiag.collector.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kdiag.collector.Fixtures;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The whole exposition of recorded machines against golden files, which {@code mvn test -pl
 * host,collector -Dtest=AllMetricsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dkdiag.golden=write} writes anew after a wanted change.
 */
final class AllMetricsTest {
  private static final Comparator<SubjectMetrics> BY_NAME =
      Comparator.comparing(each -> each.getClass().getSimpleName());
  private static final String KUBELETS_OWN = "container_memory_failcnt ";

  @Test
  void writesARecordedMachineOfVersion1() throws IOException {
    matches("debian12-6.18-v1.prom", all(withFilesystems(Fixtures.v1())));
  }

  @Test
  void writesTheContainersOfVersion2() throws IOException {
    matches("debian12-6.1-v2.prom", text(AllMetrics.CONTAINER, Fixtures.v2()));
  }

  @Test
  void writesNothingOfWhatAMachineHasNot() throws IOException {
    String v1 = all(Fixtures.v1());
    assertThat(v1).doesNotContain("container_pressure").doesNotContain("node_filesystem");
    String v2 = all(Fixtures.v2());
    assertThat(v2).contains("container_pressure_cpu_waiting").doesNotContain("node_filesystem");
  }

  @Test
  void announcesEachFamilyOnceAndBeforeItsSamples() throws IOException {
    Set<String> announced = new HashSet<>();
    String last = "";
    for (String line : all(Fixtures.v1()).split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        last = line.split(" ", -1)[2];
        assertThat(announced.add(last)).as(last).isTrue();
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        assertThat(line.split("[{ ]", -1)[0]).isEqualTo(last);
      }
    }
    assertThat(announced).hasSizeGreaterThan(50);
  }

  @Test
  void listsEveryClassOfMetricsByName() throws IOException {
    Path sources =
        Fixtures.V1.directory().resolve("../../../../main/java/io/kdiag/collector/metrics");
    try (Stream<Path> files = Files.list(sources)) {
      List<String> classes =
          files
              .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
              .filter(name -> name.endsWith("Metrics"))
              .filter(name -> !name.equals("AllMetrics") && !name.equals("SubjectMetrics"))
              .sorted()
              .toList();
      List<String> listed = new ArrayList<>();
      AllMetrics.CONTAINER.forEach(each -> listed.add(each.getClass().getSimpleName()));
      AllMetrics.NODE.forEach(each -> listed.add(each.getClass().getSimpleName()));
      assertThat(listed).containsExactlyInAnyOrderElementsOf(classes);
      assertThat(AllMetrics.CONTAINER).isSortedAccordingTo(BY_NAME);
      assertThat(AllMetrics.NODE).isSortedAccordingTo(BY_NAME);
    }
  }

  /** node_exporter's names that are kept are no snake case, and one of kubelet's has no total. */
  @Test
  void isValidForPromtool() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/promtool")).as("Debian package prometheus").exists();
    Process promtool =
        new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (var in = promtool.getOutputStream()) {
      in.write(all(withFilesystems(Fixtures.v1())).getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    promtool.waitFor();
    List<String> complaints =
        Arrays.stream(said.split("\n", -1))
            .filter(line -> !line.isEmpty())
            .filter(line -> !line.contains("snake_case") && !line.startsWith(KUBELETS_OWN))
            .toList();
    assertThat(complaints).isEmpty();
  }

  private static Sample withFilesystems(Sample s) {
    Mount mount =
        new Mount("/dev/vda", "/", "ext4", List.of("rw"), List.of("rw", "discard"), "254:0");
    FilesystemSpace space = new FilesystemSpace(mount, 4_000, 3_000, 2_000, 100, 50);
    return new Sample(
        s.time(), s.uptime(), s.node().withFilesystems(List.of(space)), s.cgroups(), s.told());
  }

  private static void matches(String name, String actual) throws IOException {
    Path golden = Fixtures.golden(name);
    if ("write".equals(System.getProperty("kdiag.golden"))) {
      Files.createDirectories(Path.of(String.valueOf(golden.getParent())));
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  private static String all(Sample sample) throws IOException {
    return text(AllMetrics.CONTAINER, sample) + text(AllMetrics.NODE, sample);
  }

  private static String text(List<SubjectMetrics> metrics, Sample sample) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AllMetrics.write(metrics, sample, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
