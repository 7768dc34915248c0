package io.kdiag.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dump larger than memory, in one file: {@code -Dkdiag.dump.mib=2048} for the long run, a quarter
 * of a GiB by default.
 */
class LargeDumpIT {
  private static final long MIB = Long.getLong("kdiag.dump.mib", 256);
  private static final long MOST_RESIDENT_KIB = 300 << 10;
  private static final String NOISE = "\"f:containers\":{\"k:{}\":{\".\":{},\"f:image\":{}}},";

  @TempDir private Path directory;

  /** Pods with what API servers send along and nobody needs; the last one is in trouble. */
  private Path dump() throws IOException {
    Path file = directory.resolve("dump.json");
    String managed = "\"managedFields\":[{\"fieldsV1\":{" + NOISE.repeat(120) + "\"f:x\":{}}}]";
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"apiVersion\":\"v1\",\"items\":[");
      out.write("{\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"}}");
      long written = 0;
      for (int i = 0; written < MIB << 20; i++) {
        String pod = pod("calm-" + i, managed, "\"running\":{}");
        out.write(pod);
        written += pod.length();
      }
      out.write(
          pod("sick", managed, "\"waiting\":{\"reason\":\"ErrImagePull\",\"message\":\"no\"}"));
      out.write("],\"kind\":\"List\"}");
    }
    return file;
  }

  private static String pod(String name, String managed, String state) {
    boolean well = state.startsWith("\"running");
    return ",{\"kind\":\"Pod\",\"metadata\":{\"namespace\":\"shop\",\"name\":\""
        + name
        + "\",\"creationTimestamp\":\"2026-01-02T03:04:05Z\","
        + managed
        + "},\"spec\":{\"nodeName\":\""
        + (well ? "other" : "n")
        + "\",\"containers\":[{\"name\":\"app\",\"image\":\"x\"}]},\"status\":{\"phase\":\"Running\","
        + "\"conditions\":[{\"type\":\"Ready\",\"status\":\""
        + (well ? "True" : "False")
        + "\",\"lastTransitionTime\":\"2026-01-02T03:04:05Z\"}],\"containerStatuses\":[{\"name\":\"app\",\"ready\":"
        + well
        + ",\"state\":{"
        + state
        + "}}]}}";
  }

  @Test
  void isDiagnosedWithinThreeHundredMebibytes() throws Exception {
    Path dump = dump();
    Process kdiag =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-jar",
                    System.getProperty("kdiag.jar", "target/kdiag.jar"),
                    "node",
                    "n",
                    "--from",
                    dump.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("said").toFile())
            .start();
    long resident = 0;
    do {
      resident = Math.max(resident, mostResidentKib(kdiag.pid()));
    } while (!kdiag.waitFor(50, TimeUnit.MILLISECONDS));
    String said = Files.readString(directory.resolve("said"));
    System.out.println(Files.size(dump) / (1 << 20) + " MiB read with " + resident / 1024 + " MiB");
    assertThat(kdiag.exitValue()).as(said).isEqualTo(4);
    assertThat(said).contains("PodImageUnavailable", "pod/shop/sick");
    assertThat(resident).as("resident KiB").isBetween(1L, MOST_RESIDENT_KIB);
  }

  /** The kernel's high-water mark; 0 where the process has just ended. */
  private static long mostResidentKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
