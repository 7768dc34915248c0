package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.kube.Node;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is used, as one source measured it.
 *
 * @param nodes by name, or by address and port
 * @param pods by namespace and name: {@code shop/cart-0}
 */
record Measured(String source, Map<String, Amounts> nodes, Map<String, Amounts> pods) {

  /** Processors and bytes. */
  record Amounts(double cores, double bytes) {
    Amounts plus(Amounts other) {
      return new Amounts(cores + other.cores, bytes + other.bytes);
    }
  }

  /** By its name or its address; null where it was not measured. */
  @Nullable Amounts node(Node node) {
    Amounts named = nodes.get(node.name());
    if (named != null) {
      return named;
    }
    for (Map.Entry<String, Amounts> entry : nodes.entrySet()) {
      String key = entry.getKey();
      if (key.equals(node.internalIp())
          || key.startsWith(node.internalIp() + ":")
          || key.startsWith(node.name() + ":")) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** Null where it has no such series. */
  static @Nullable Measured ofPrometheus(ApiServer server)
      throws IOException, InterruptedException {
    String by = "sum by (node, instance) ";
    Map<String, Double> busy =
        query(server, by + "(rate(node_cpu_seconds_total{mode!~\"idle|iowait|steal\"}[2m]))");
    Map<String, Double> used =
        query(server, by + "(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes)");
    String of = "{container!=\"\"}";
    String pods = "sum by (namespace, pod) ";
    Map<String, Double> cpu =
        query(server, pods + "(rate(container_cpu_usage_seconds_total" + of + "[2m]))");
    Map<String, Double> memory =
        query(server, pods + "(container_memory_working_set_bytes" + of + ")");
    return used.isEmpty() && memory.isEmpty()
        ? null
        : new Measured(
            "Prometheus at " + server.base() + ", processors over two minutes",
            joined(busy, used),
            joined(cpu, memory));
  }

  private static Map<String, Amounts> joined(Map<String, Double> cores, Map<String, Double> bytes) {
    Map<String, Amounts> joined = new LinkedHashMap<>();
    bytes.forEach((key, value) -> joined.put(key, new Amounts(cores.getOrDefault(key, 0d), value)));
    return joined;
  }

  private static Map<String, Double> query(ApiServer server, String query)
      throws IOException, InterruptedException {
    Map<String, Double> values = new HashMap<>();
    String path = "/api/v1/query?query=" + ApiServer.encoded(query);
    for (JsonNode result : server.json(path).path("data").path("result")) {
      JsonNode labels = result.path("metric");
      String node = JsonFields.text(labels, "node");
      String key =
          labels.has("pod")
              ? JsonFields.text(labels, "namespace") + "/" + JsonFields.text(labels, "pod")
              : node.isEmpty() ? JsonFields.text(labels, "instance") : node;
      double value = result.path("value").path(1).asDouble(Double.NaN);
      if (Double.isFinite(value)) {
        values.put(key, value);
      }
    }
    return values;
  }
}
