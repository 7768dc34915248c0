package io.kdiag.collector.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.collector.RunningCollector;
import io.kdiag.collector.peers.Comparison.Reason;
import io.kdiag.collector.peers.Exposed.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Beside kubelet's {@code /metrics/cadvisor} on the real cluster, with eight pods of different
 * kinds: each of kubelet's series of theirs and of the levels above them has its like here, or
 * there is a reason why not. Prints the table. Needs root, and the cluster on this very machine.
 */
final class KubeletIT {
  private static final String NAMESPACE = "collector-it";
  private static final Path SOCKET = Path.of("/run/containerd/containerd.sock");
  private static final Path CLUSTERS_SOCKET =
      Path.of("/var/lib/testcluster/containerd/containerd.sock");
  private String node = "";

  private static final List<Reason> ABSENT =
      List.of(
          all(
              "cadvisor_version_info|container_scrape_error|machine_scrape_error",
              "of kubelet itself"),
          all("machine_nvm_.*", "no persistent memory is looked for"),
          all("container_cpu_load_average_10s|container_tasks_state", "always 0 at kubelet"),
          all(
              "container_fs_(inodes|io|limit|read_|reads_merged|sector|usage|write_|writes_merged).*",
              "of the machine: node_disk_* and node_filesystem_*"),
          new Reason(
              "container_fs_.*_total",
              series -> series.label("id").equals("/"),
              "of the machine: node_disk_*"),
          new Reason(
              "container_fs_.*_total",
              series -> series.label("device").isEmpty(),
              "without a device"),
          new Reason(
              "container_network_.*",
              series -> series.label("pod").equals("hostnetwork"),
              "a pod in the machine's network has no own"),
          new Reason(
              "container_(threads|threads_max)",
              series -> series.label("id").equals("/"),
              "the kernel counts none at the root"),
          new Reason(
              "container_start_time_seconds",
              series -> !series.label("id").contains("/pod"),
              "when kubelet first looked, nothing that started"));

  private static final List<Reason> DIFFERING =
      List.of(
          new Reason(
              "container_start_time_seconds",
              series -> series.label("name").isEmpty(),
              "kubelet: when its directory was first looked at; here its first process"),
          all("container_last_seen", "the time of the reading"),
          new Reason(
              "container_memory_failures_total",
              series -> series.label("name").isEmpty(),
              "kubelet gives both scopes alike, without what is below"),
          new Reason(
              "container_fs_.*",
              series -> series.label("name").isEmpty(),
              "kubelet counts without what is below"),
          new Reason(
              "container_(file_descriptors|sockets|processes)",
              series -> series.label("id").equals("/"),
              "they come and go"),
          new Reason(
              "container_spec_memory_limit_bytes",
              series -> series.label("id").equals("/kubepods"),
              "kubelet takes the machine's for the limit"),
          new Reason(
              "container_memory_.*",
              series -> series.label("id").equals("/"),
              "the machine is busy: what others use changes within the second"));

  private static Reason all(String family, String why) {
    return new Reason(family, series -> true, why);
  }

  @BeforeEach
  void makePods() throws IOException, InterruptedException {
    assumeTrue(System.getenv("KUBECONFIG") != null, "KUBECONFIG names no cluster");
    assumeTrue(Files.exists(CLUSTERS_SOCKET), "the cluster does not run on this machine");
    node = Running.kubectl("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
    nameContainers();
    Running.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found");
    Running.kubectl("apply", "-f", Path.of("src/test/resources/pods.yaml").toString());
    Running.kubectl(
        "wait",
        "-n",
        NAMESPACE,
        "--for=condition=Ready",
        "--timeout=120s",
        "pod",
        "-l",
        "ready=yes");
  }

  /** kubelet asks containerd for names and images at the usual path only, once, as it starts. */
  private static void nameContainers() throws IOException, InterruptedException {
    if (Files.exists(SOCKET)) {
      return;
    }
    Files.createDirectories(Path.of("/run/containerd"));
    Files.deleteIfExists(SOCKET);
    Files.createSymbolicLink(SOCKET, CLUSTERS_SOCKET);
    String script = System.getenv("KDIAG_TESTCLUSTER");
    assumeTrue(script != null, "KDIAG_TESTCLUSTER names no script that restarts kubelet");
    Running.run(script, "stop", "kubelet");
    Running.run(script, "start", "kubelet");
  }

  @AfterEach
  void removePods() throws IOException, InterruptedException {
    if (!node.isEmpty()) {
      Running.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false");
    }
  }

  @Test
  void hasALikeForEachSeriesOfKubelets() throws IOException, InterruptedException {
    try (RunningCollector collector =
        RunningCollector.start(node, Map.of("collector.interval", "1s"), Running::ask)) {
      Running.await(
          "the API server's words",
          Duration.ofSeconds(60),
          () -> collector.own("kdiag_collector_api_server_up") == 1);
      List<Exposed> ours = new ArrayList<>();
      long began = System.currentTimeMillis() + 1_500;
      Exposed kubelet = null;
      for (int i = 0; i < 90 && kubelet == null; i++) {
        TimeUnit.SECONDS.sleep(1);
        ours.add(Exposed.parse(Running.get(collector.url() + "/metrics/cadvisor")));
        Exposed read = i % 5 == 4 ? kubelet() : null;
        if (read != null && isSince(read, began)) {
          kubelet = read;
        }
      }
      if (kubelet == null) {
        throw new AssertionError("kubelet did not look at all containers within 90 s");
      }
      TimeUnit.SECONDS.sleep(2);
      ours.add(Exposed.parse(Running.get(collector.url() + "/metrics/cadvisor")));
      report(ours, kubelet);
    }
  }

  private Exposed kubelet() throws IOException, InterruptedException {
    return Exposed.parse(
        Running.kubectl("get", "--raw", "/api/v1/nodes/" + node + "/proxy/metrics/cadvisor"));
  }

  private static boolean isSince(Exposed kubelet, long began) {
    return kubelet.times().entrySet().stream()
        .filter(each -> isWanted(each.getKey()))
        .allMatch(each -> each.getValue() >= began);
  }

  private static boolean isWanted(Series series) {
    return series.label("namespace").equals(NAMESPACE) && !series.label("pod").equals("oom");
  }

  private static void report(List<Exposed> ours, Exposed kubelet) {
    Comparison comparison = new Comparison(ours, ABSENT, DIFFERING, 262_144);
    comparison.compare(
        kubelet,
        series ->
            isWanted(series)
                || series.family().startsWith("machine_")
                || series.family().matches("cadvisor_version_info|container_scrape_error")
                || (series.label("id").equals("/")
                    && ours.getFirst().type(series.family()).equals("gauge")));
    System.out.println("kubelet's /metrics/cadvisor and ours:\n" + comparison.table());
    Set<String> pods = new HashSet<>();
    kubelet.values().keySet().stream()
        .filter(KubeletIT::isWanted)
        .forEach(each -> pods.add(each.label("pod")));
    assertThat(pods).hasSizeGreaterThanOrEqualTo(7);
    assertThat(comparison.unexplained()).isEmpty();
    assertThat(comparison.equalSeries()).isGreaterThan(300);
  }
}
