package io.kdiag.dashboards.proof;

import io.kdiag.dashboards.Programs;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus with the rules that are checked in, InfluxDB, Elasticsearch and the node agent
 * that fills them, each in a process of its own on free ports of the loopback. {@link #close} ends
 * all of them.
 */
final class Backends implements AutoCloseable {
  static final String NODE = "k8s-node-1";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path REPOSITORY = Programs.HOME.resolve("..").toAbsolutePath().normalize();

  final String prometheus;
  final String influxdb;
  final String elasticsearch;
  private final int agentPort = freePort();
  private final Path folder;
  private final Path logs;
  private final List<Process> processes = Collections.synchronizedList(new ArrayList<>());

  /** Starts all but the agent. {@code others} is where a further node's metrics are served. */
  Backends(Path folder, Path logs, String others) throws IOException {
    this.folder = folder;
    this.logs = logs;
    int prometheusPort = freePort();
    int influxPort = freePort();
    int elasticPort = freePort();
    prometheus = "http://127.0.0.1:" + prometheusPort;
    influxdb = "http://127.0.0.1:" + influxPort;
    elasticsearch = "http://127.0.0.1:" + elasticPort;
    start(
        "elasticsearch",
        Map.of(),
        REPOSITORY.resolve("log-shipper/src/test/sh/elasticsearch").toString(),
        "" + elasticPort,
        folder.resolve("es").toString());
    influxdb(influxPort);
    prometheus(prometheusPort, others);
    await("InfluxDB", influxdb + "/ping");
    await("Prometheus", prometheus + "/-/ready");
    await("Elasticsearch", elasticsearch + "/_cluster/health");
  }

  private void prometheus(int port, String others) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 5s, evaluation_interval: 5s}
        rule_files: ["%s/prometheus/rules/*.yaml"]
        scrape_configs:
          - job_name: kdiag-node-agent
            static_configs: [{targets: ["127.0.0.1:%d"], labels: {node: %s, cluster: test}}]
          - job_name: kdiag-node-agent-recorded
            scrape_interval: 10s
            static_configs: [{targets: ["%s"], labels: {node: %s, cluster: test}}]
        """
            .formatted(
                Programs.HOME.toAbsolutePath().normalize(),
                agentPort,
                NODE,
                others,
                RecordedNode.NAME));
    start(
        "prometheus",
        Map.of(),
        "prometheus",
        "--config.file=" + config,
        "--storage.tsdb.path=" + folder.resolve("tsdb"),
        "--web.listen-address=127.0.0.1:" + port);
  }

  private void influxdb(int port) throws IOException {
    Path config = folder.resolve("influxdb.conf");
    Files.writeString(
        config,
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%2$d"
        [meta]
        dir = "%1$s/influxdb/meta"
        [data]
        dir = "%1$s/influxdb/data"
        wal-dir = "%1$s/influxdb/wal"
        [http]
        bind-address = "127.0.0.1:%3$d"
        """
            .formatted(folder, freePort(), port));
    start("influxdb", Map.of(), "influxd", "-config", config.toString());
  }

  /** Starts the node agent over {@code root}, where the host's files are. */
  void agent(Path root) throws IOException {
    start(
        "agent",
        Map.ofEntries(
            Map.entry("HOST_ROOT", root.toString()),
            Map.entry("NODE_NAME", NODE),
            Map.entry("NODE_AGENT_PORT", "" + agentPort),
            Map.entry("COLLECTOR_INTERVAL", "5s"),
            Map.entry("COLLECTOR_FAMILIES_ON", "kube-node,kube-pod"),
            Map.entry("COLLECTOR_INFLUXDB_URL", influxdb),
            Map.entry("PROBLEM_DETECTOR_PROBE_INTERVAL", "5s"),
            Map.entry("LOG_SHIPPER_HOSTS", elasticsearch)),
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx48m",
        "-jar",
        JAR.toString());
    await("the node agent", "http://127.0.0.1:" + agentPort + "/metrics");
  }

  static final Path JAR = REPOSITORY.resolve("deploy/target/kdiag-node-agent.jar");

  private void start(String name, Map<String, String> environment, String... command)
      throws IOException {
    Files.createDirectories(folder.resolve("es"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(logs.resolve(name + ".log").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    processes.add(builder.start());
  }

  private void await(String what, String url) throws IOException {
    Until.holds(what + " answers at " + url, PATIENCE, () -> Http.answers(url));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
      }
    }
  }
}
