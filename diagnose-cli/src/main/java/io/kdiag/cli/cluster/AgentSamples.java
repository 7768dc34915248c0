package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.host.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the node agents' collectors saw, two samples apart: {@code GET /api/v1/sample} of each node,
 * through the API server's proxy, until a second sample has come.
 */
final class AgentSamples {
  private static final String PATH = ":9740/proxy/api/v1/sample";
  private static final Duration LOOKS = Duration.ofSeconds(1);
  private static final int MOST_LOOKS = 20;

  private AgentSamples() {}

  /** Null where no agent answers at all. */
  static @Nullable Measured measured(ApiServer server, List<Node> nodes)
      throws IOException, InterruptedException {
    Map<String, Future<Measured>> asked = new LinkedHashMap<>();
    Map<String, Measured.Amounts> ofNodes = new HashMap<>();
    Map<String, Measured.Amounts> pods = new HashMap<>();
    String failure = "no nodes";
    int answered = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Node node : nodes) {
        asked.put(node.name(), threads.submit(() -> ofNode(server, node.name())));
      }
      for (Future<Measured> each : asked.values()) {
        try {
          Measured measured = each.get();
          ofNodes.putAll(measured.nodes());
          pods.putAll(measured.pods());
          answered++;
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          failure = String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        }
      }
    }
    if (answered == 0) {
      throw new IOException(failure);
    }
    return new Measured(
        answered + " of " + nodes.size() + " node agents, over their last tick", ofNodes, pods);
  }

  private static Measured ofNode(ApiServer server, String node)
      throws IOException, InterruptedException {
    String path = "/api/v1/nodes/http:" + ApiServer.encoded(node) + PATH;
    JsonNode first = server.json(path);
    JsonNode second = first;
    for (int i = 0; i < MOST_LOOKS && time(second).equals(time(first)); i++) {
      Thread.sleep(LOOKS);
      second = server.json(path);
    }
    double seconds = Duration.between(time(first), time(second)).toMillis() / 1e3;
    Map<String, Double> before = new HashMap<>();
    for (JsonNode cgroup : first.path("cgroups")) {
      before.put(cgroup.path("id").asText(), cgroup.path("cpu").path("usageSeconds").asDouble());
    }
    Map<String, Measured.Amounts> pods = new HashMap<>();
    Measured.Amounts all = new Measured.Amounts(0, 0);
    for (JsonNode cgroup : second.path("cgroups")) {
      Measured.Amounts amounts = amounts(cgroup, before, seconds);
      String container = cgroup.path("container").asText("");
      if (cgroup.path("id").asText().equals("/")) {
        all = amounts;
      } else if (!container.isEmpty() && !container.equals("POD")) {
        String pod = cgroup.path("namespace").asText() + "/" + cgroup.path("pod").asText();
        pods.merge(pod, amounts, Measured.Amounts::plus);
      }
    }
    JsonNode memory = second.path("memory");
    double used = memory.path("totalBytes").asDouble() - memory.path("availableBytes").asDouble();
    double cores = all.cores();
    if (cores == 0) {
      cores = pods.values().stream().mapToDouble(Measured.Amounts::cores).sum();
    }
    return new Measured(node, Map.of(node, new Measured.Amounts(cores, used)), pods);
  }

  private static Measured.Amounts amounts(
      JsonNode cgroup, Map<String, Double> before, double seconds) {
    double now = cgroup.path("cpu").path("usageSeconds").asDouble();
    Double was = before.get(cgroup.path("id").asText());
    double grown = was == null || seconds <= 0 ? 0 : Math.max(0, now - was) / seconds;
    return new Measured.Amounts(grown, cgroup.path("memory").path("workingSetBytes").asDouble());
  }

  private static Instant time(JsonNode sample) throws IOException {
    Instant time = Timestamp.parse(sample.path("time").asText());
    if (time == null) {
      throw new IOException("the agent's sample has no time");
    }
    return time;
  }
}
