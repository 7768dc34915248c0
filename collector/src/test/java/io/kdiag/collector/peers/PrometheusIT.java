package io.kdiag.collector.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.kdiag.collector.RunningCollector;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's Prometheus scrapes it, and the queries of the mixins give what the pods were made for: a
 * throttled container uses its quota, and the kills of one that is gone are still counted. {@code
 * promtool} reads the live exposition.
 */
final class PrometheusIT {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Path CLUSTERS_SOCKET =
      Path.of("/var/lib/testcluster/containerd/containerd.sock");
  private static final String NAMESPACE = "collector-prometheus-it";
  @TempDir Path directory;
  private boolean made;

  @AfterEach
  void removePods() throws IOException, InterruptedException {
    if (made) {
      Running.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false");
    }
  }

  @Test
  void answersTheQueriesOfTheMixins() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROMETHEUS), "Debian package prometheus");
    assumeTrue(System.getenv("KUBECONFIG") != null, "KUBECONFIG names no cluster");
    assumeTrue(Files.exists(CLUSTERS_SOCKET), "the cluster does not run on this machine");
    String node = Running.kubectl("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
    int port = Running.freePort();
    try (RunningCollector collector =
        RunningCollector.start(node, Map.of("collector.interval", "2s"), Running::ask)) {
      makePods();
      Process prometheus = prometheus(port, collector.address());
      try {
        String pod = "{namespace=\"" + NAMESPACE + "\",pod=\"throttled\",container!=\"\"}";
        eventually(
            port,
            "sum by (pod) (rate(container_cpu_usage_seconds_total" + pod + "[30s]))",
            0.040,
            0.060);
        eventually(
            port,
            "sum(increase(container_cpu_cfs_throttled_periods_total"
                + pod
                + "[30s])) / sum(increase(container_cpu_cfs_periods_total"
                + pod
                + "[30s]))",
            0.9,
            1);
        eventually(
            port,
            "sum by (pod) (container_memory_working_set_bytes" + pod + ")",
            10_000,
            33_554_432);
        eventually(
            port,
            "sum by (pod) (container_network_receive_bytes_total{namespace=\""
                + NAMESPACE
                + "\",pod=\"throttled\"})",
            1,
            1e9);
        eventually(port, "count(node_cpu_seconds_total{mode=\"idle\"}) > bool 0", 1, 1);
        kills(port);
        promtool(collector);
      } finally {
        Running.end(prometheus);
      }
    }
  }

  /** Of a pod that was killed and then deleted. */
  private static void kills(int port) throws IOException, InterruptedException {
    String kills =
        "sum by (pod) (kdiag_container_oom_kills_total{namespace=\""
            + NAMESPACE
            + "\",pod=\"oom\"})";
    eventually(port, kills, 1, 100);
    Running.kubectl("delete", "pod", "-n", NAMESPACE, "oom", "--grace-period=0", "--force");
    String cgroups =
        "count(container_memory_usage_bytes{namespace=\""
            + NAMESPACE
            + "\",pod=\"oom\"}) or vector(0)";
    eventually(port, cgroups, 0, 0);
    eventually(port, kills, 1, 100);
    String events = "sum(container_oom_events_total{namespace=\"" + NAMESPACE + "\",pod=\"oom\"})";
    eventually(port, events, 1, 100);
  }

  private void makePods() throws IOException, InterruptedException {
    made = true;
    Running.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found");
    Path pods = directory.resolve("pods.yaml");
    Files.writeString(
        pods,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %s}
        """
                .formatted(NAMESPACE)
            + pod("throttled", "while :; do :; done", "{cpu: 50m, memory: 32Mi}")
            + pod("oom", "sleep 3; tail /dev/zero", "{memory: 16Mi}"));
    Running.kubectl("apply", "-f", pods.toString());
  }

  private static String pod(String name, String command, String limits) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - {name: main, image: "kdiag.test/busybox:1", imagePullPolicy: Never, command: [sh, -c, "%s"], resources: {limits: %s}}
        """
        .formatted(name, NAMESPACE, command, limits);
  }

  private Process prometheus(int port, String target) throws IOException, InterruptedException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 5s}
        scrape_configs:
        - job_name: collector
          static_configs: [{targets: ["%s"]}]
        """
            .formatted(target));
    Process prometheus =
        Running.start(
            directory.resolve("prometheus.log"),
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port);
    String ready = "http://127.0.0.1:" + port + "/-/ready";
    Running.await("Prometheus", Duration.ofSeconds(60), () -> Running.answers(ready));
    return prometheus;
  }

  private static void eventually(int port, String query, double least, double most)
      throws InterruptedException {
    double[] last = {Double.NaN};
    try {
      Running.await(
          query,
          Duration.ofSeconds(150),
          () -> {
            last[0] = ask(port, query);
            return last[0] >= least && last[0] <= most;
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": is " + last[0], e);
    }
    System.out.println(query + " = " + last[0]);
  }

  private static double ask(int port, String query) {
    try {
      String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
      String body = Running.get("http://127.0.0.1:" + port + "/api/v1/query?query=" + encoded);
      JsonArray results =
          JsonParser.parseString(body)
              .getAsJsonObject()
              .getAsJsonObject("data")
              .getAsJsonArray("result");
      return results.isEmpty()
          ? Double.NaN
          : results.get(0).getAsJsonObject().getAsJsonArray("value").get(1).getAsDouble();
    } catch (IOException e) {
      return Double.NaN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  /** Names that are kept from node_exporter and kubelet are no snake case or lack their total. */
  private static void promtool(RunningCollector collector)
      throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (var in = promtool.getOutputStream()) {
      in.write(Running.get(collector.url() + "/metrics").getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    promtool.waitFor();
    assertThat(
            said.lines()
                .filter(line -> !line.contains("snake_case"))
                .filter(line -> !line.startsWith("container_memory_failcnt "))
                .filter(line -> !line.startsWith("kdiag_collector_") || !line.contains("created")))
        .isEmpty();
  }
}
