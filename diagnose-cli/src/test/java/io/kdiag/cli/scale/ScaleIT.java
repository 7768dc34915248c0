package io.kdiag.cli.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What kdiag costs in a large cluster: its objects are in a real API server, and the real program
 * asks it. {@code -Dscale.nodes=1000 -Dscale.pods=30000} is the budget's size; by default it is a
 * tenth, as making the objects takes minutes.
 */
final class ScaleIT {
  private static final Path BINARIES = Path.of("/var/cache/testcluster/bin");
  private static final int NODES = Integer.getInteger("scale.nodes", 100);
  private static final int PODS = Integer.getInteger("scale.pods", 3000);
  private static final long MOST_RESIDENT_KIB = 300 << 10;

  @TempDir private Path directory;

  private record Run(int exit, String output, String error, Duration took, long residentKib) {}

  @Test
  void asksAFewThingsOfALargeClusterAndHoldsLittleOfIt() throws Exception {
    assumeTrue(
        Files.isExecutable(BINARIES.resolve("kube-apiserver")),
        "left out: the test cluster's binaries are not here");
    try (PrivateApiServer server = PrivateApiServer.start(directory, BINARIES)) {
      long start = System.nanoTime();
      new LargeCluster(server, NODES, PODS).make();
      System.out.printf(
          "%d nodes, %d pods made in %d s%n",
          NODES, PODS, (System.nanoTime() - start) / 1_000_000_000);
      Run node = run(server, "node", "node-1");
      assertThat(node.exit()).as(node.error()).isIn(0, 3, 4);
      assertThat(requests(node)).isLessThanOrEqualTo(8);
      Run broken = run(server, "node", "node-7");
      assertThat(broken.output()).contains("NodeNotReady");
      assertThat(requests(broken)).isLessThanOrEqualTo(30);
      Run service = run(server, "service", "app-16", "-n", "team-1");
      assertThat(service.output()).contains("PodCrashLooping");
      Run cluster = run(server, "cluster");
      assertThat(cluster.output()).contains("NodeNotReady", "PodCrashLooping");
      assertThat(requests(cluster)).isLessThanOrEqualTo(60 + PODS / 250 + NODES / 50);
      for (Run each : List.of(node, broken, service, cluster)) {
        assertThat(each.residentKib()).isLessThanOrEqualTo(MOST_RESIDENT_KIB);
      }
    }
  }

  private static int requests(Run run) {
    return run.error()
        .lines()
        .filter(line -> line.startsWith("requests to the API server"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The launcher, as people run it: the second run of two, with the files in memory. */
  private Run run(PrivateApiServer server, String... arguments)
      throws IOException, InterruptedException {
    once(server, arguments);
    Run run = once(server, arguments);
    System.out.printf(
        "kdiag %-28s %5d ms  %4d requests  %4d MiB resident%n",
        String.join(" ", arguments), run.took().toMillis(), requests(run), run.residentKib() >> 10);
    return run;
  }

  private Run once(PrivateApiServer server, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(
        Path.of(System.getProperty("scale.kdiag", "../kdiag"))
            .toAbsolutePath()
            .normalize()
            .toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-o", "json", "--timings", "--kubeconfig", "" + server.kubeconfig()));
    Path output = directory.resolve("output");
    Path error = directory.resolve("error");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(error.toFile())
            .start();
    long resident = 0;
    while (process.isAlive()) {
      resident = Math.max(resident, resident(process.pid()));
      Thread.sleep(10);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Run(
        process.exitValue(), Files.readString(output), Files.readString(error), took, resident);
  }

  /** The most that the process held so far ({@code VmHWM}), in KiB. */
  private static long resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has just ended
    }
  }
}
