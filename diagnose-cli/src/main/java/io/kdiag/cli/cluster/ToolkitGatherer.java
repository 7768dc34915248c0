package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.doctor.AgentState;
import io.kdiag.cli.doctor.Toolkit;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.gather.Sources;
import io.kdiag.cli.gather.Sources.Source;
import io.kdiag.host.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks each node's agent how it is, and the back ends whether what the agents send arrives. */
public final class ToolkitGatherer implements AutoCloseable {
  private static final Duration ANSWERS = Duration.ofSeconds(12);
  private static final int MOST_NODES = 200;
  private static final String FRESH =
      "count(time() - kdiag_collector_last_tick_timestamp_seconds < 180)";

  private final LiveObjects objects;
  private final BackendServers servers;

  private ToolkitGatherer(LiveObjects objects, Backends backends) {
    this.objects = objects;
    this.servers = new BackendServers(objects, backends);
  }

  public static ToolkitGatherer open(Path kubeconfig, @Nullable String context, Backends backends)
      throws ClusterException {
    LiveObjects objects = new LiveObjects(ApiServer.open(kubeconfig, context), null);
    return new ToolkitGatherer(objects, backends);
  }

  public Toolkit gather() throws ClusterException, InterruptedException {
    List<Node> nodes = new ArrayList<>();
    try {
      objects.read(Query.all(Kind.NODE, ""), object -> nodes.add((Node) object));
    } catch (IOException e) {
      throw new ClusterException("the API server " + e.getMessage(), false);
    }
    try (Sources sources = new Sources()) {
      List<Source<AgentState>> asked = new ArrayList<>();
      for (Node node : nodes.subList(0, Math.min(MOST_NODES, nodes.size()))) {
        asked.add(sources.start("agent of " + node.name(), ANSWERS, () -> agent(node.name())));
      }
      Source<Integer> scraped = sources.start("Prometheus", ANSWERS, this::scraped);
      Source<Instant> newest = sources.start("Elasticsearch", ANSWERS, this::newest);
      List<AgentState> agents = new ArrayList<>();
      for (Source<AgentState> each : asked) {
        AgentState silent = new AgentState(each.name(), "no answer in time", List.of(), Map.of());
        agents.add(sources.collect(each, silent));
      }
      int fresh = sources.collect(scraped, -1);
      Instant log = sources.collect(newest, Instant.EPOCH);
      notes(sources);
      return new Toolkit(
          objects.now(),
          nodes,
          agents,
          fresh < 0 ? null : Integer.valueOf(fresh),
          log.equals(Instant.EPOCH) ? null : log,
          sources.notChecked());
    }
  }

  private AgentState agent(String node) throws InterruptedException {
    String proxy = "/api/v1/nodes/http:" + ApiServer.encoded(node) + ":9740/proxy";
    try {
      Map<String, Double> metrics = metrics(objects.server().text(proxy + "/metrics"));
      return new AgentState(node, "", notReady(proxy), metrics);
    } catch (IOException e) {
      return new AgentState(node, String.valueOf(e.getMessage()), List.of(), Map.of());
    }
  }

  private List<String> notReady(String proxy) throws IOException, InterruptedException {
    try {
      objects.server().bytes(proxy + "/health/readiness");
      return List.of();
    } catch (ApiServer.StatusException e) {
      return e.said().lines().filter(line -> !line.isBlank()).limit(20).toList();
    }
  }

  /** The sum over the labels of each of kdiag's own metrics. */
  static Map<String, Double> metrics(String exposition) {
    Map<String, Double> sums = new HashMap<>();
    for (String line : exposition.split("\n", -1)) {
      int name = 0;
      while (name < line.length() && "{ ".indexOf(line.charAt(name)) < 0) {
        name++;
      }
      int labels = line.lastIndexOf('}');
      String value = line.substring(Math.max(name, labels + 1)).strip();
      if (line.startsWith("kdiag_") && !value.isEmpty()) {
        try {
          sums.merge(
              line.substring(0, name), Double.parseDouble(value.split(" ", -1)[0]), Double::sum);
        } catch (NumberFormatException e) {
          sums.put(line.substring(0, name), Double.NaN);
        }
      }
    }
    return sums;
  }

  /** -1 where there is no Prometheus. */
  private int scraped() throws IOException, InterruptedException {
    ApiServer prometheus = servers.prometheus();
    if (prometheus == null) {
      return -1;
    }
    JsonNode result =
        prometheus
            .json("/api/v1/query?query=" + ApiServer.encoded(FRESH))
            .path("data")
            .path("result");
    return result.path(0).path("value").path(1).asInt(0);
  }

  /** 1970 where there is no Elasticsearch. */
  private Instant newest() throws IOException, InterruptedException {
    ApiServer elasticsearch = servers.elasticsearch();
    if (elasticsearch == null) {
      return Instant.EPOCH;
    }
    JsonNode hits =
        elasticsearch
            .json(
                "/logs-kdiag.container-*/_search?ignore_unavailable=true&size=1&sort=%40timestamp:desc")
            .path("hits")
            .path("hits");
    Instant time = Timestamp.parse(hits.path(0).path("_source").path("@timestamp").asText());
    return time == null ? Instant.EPOCH : time;
  }

  private void notes(Sources sources) throws InterruptedException {
    Backends known = servers.backends();
    if (known.prometheus() == null) {
      sources.note(
          "whether metrics reach Prometheus",
          "no service prometheus in namespace " + known.namespace(),
          "--prometheus URL, KDIAG_PROMETHEUS or config.yaml");
    }
    if (known.elasticsearch() == null) {
      sources.note(
          "whether logs reach Elasticsearch",
          "no service elasticsearch in namespace " + known.namespace(),
          "--elasticsearch URL, KDIAG_ELASTICSEARCH or config.yaml");
    }
  }

  @Override
  public void close() {
    objects.close();
  }
}
