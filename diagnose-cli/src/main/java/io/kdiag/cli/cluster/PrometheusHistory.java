package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.ClusterEvidence.Course;
import io.kdiag.cli.evidence.ClusterEvidence.NodeHistory;
import io.kdiag.cli.evidence.ClusterEvidence.PodUse;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Subject;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last hour of a node and of its containers in trouble, from a Prometheus that scrapes the
 * collector (or node_exporter and kubelet, whose names those are).
 *
 * <p>A node's series are those with its name as {@code node}, or with its name or address as {@code
 * instance}: the two ways in which scrapes are set up.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus HTTP API</a>
 */
final class PrometheusHistory {
  private static final int MOST_PODS = 3;

  private final ApiServer prometheus;

  PrometheusHistory(ApiServer prometheus) {
    this.prometheus = prometheus;
  }

  NodeHistory node(Node node) throws IOException, InterruptedException {
    String busy =
        "100 * (1 - avg("
            + ofNode("rate(node_cpu_seconds_total{mode=\"idle\",%s}[5m])", node)
            + "))";
    String available =
        "100 * sum("
            + ofNode("node_memory_MemAvailable_bytes{%s}", node)
            + ") / sum("
            + ofNode("node_memory_MemTotal_bytes{%s}", node)
            + ")";
    return new NodeHistory(
        prometheus.base().toString(),
        course(busy),
        course(available),
        most(ofNode("rate(container_cpu_usage_seconds_total{container!=\"\",%s}[5m])", node)),
        most(ofNode("container_memory_working_set_bytes{container!=\"\",%s}", node)));
  }

  List<ContainerMemory> memory(List<TroubledContainer> troubled)
      throws IOException, InterruptedException {
    List<ContainerMemory> memory = new ArrayList<>();
    for (TroubledContainer container : troubled) {
      Double most = number(mostMemory(container));
      if (most != null) {
        memory.add(
            new ContainerMemory(
                container.pod().namespace(),
                container.pod().name(),
                container.status().name(),
                prometheus.base().toString(),
                Math.round(most)));
      }
    }
    return List.copyOf(memory);
  }

  /** The last hour of the subject, minute by minute: of a node, or of the containers of a pod. */
  List<Series> series(Subject subject, @Nullable Node node)
      throws IOException, InterruptedException {
    PrometheusSeries series = new PrometheusSeries(prometheus);
    if (node != null) {
      return series.ofNode(
          node.name(),
          ofNode("rate(node_cpu_seconds_total{mode=\"idle\",%s}[5m])", node),
          ofNode("node_memory_MemAvailable_bytes{%s}", node),
          ofNode("node_memory_MemTotal_bytes{%s}", node),
          ofNode("rate(container_cpu_usage_seconds_total{container!=\"\",%s}[5m])", node),
          ofNode("container_memory_working_set_bytes{container!=\"\",%s}", node));
    }
    if (subject.kind() == null) {
      return series.ofCluster();
    }
    boolean one = subject.kind() == Kind.POD;
    return series.ofPods(
        "namespace=" + quoted(subject.namespace()) + (one ? ",pod=" + quoted(subject.name()) : ""),
        one);
  }

  /** Null where there is no such series. */
  private @Nullable Course course(String query) throws IOException, InterruptedException {
    Double now = number(query);
    Double least = number("min_over_time((" + query + ")[1h:1m])");
    Double most = number("max_over_time((" + query + ")[1h:1m])");
    return now == null
        ? null
        : new Course(now, least == null ? now : least, most == null ? now : most);
  }

  private List<PodUse> most(String series) throws IOException, InterruptedException {
    List<PodUse> most = new ArrayList<>();
    String query = "topk(" + MOST_PODS + ", sum by (namespace, pod) (" + series + "))";
    for (JsonNode result : results(query)) {
      Double amount = value(result);
      if (amount != null) {
        JsonNode labels = result.path("metric");
        most.add(
            new PodUse(
                JsonFields.text(labels, "namespace"), JsonFields.text(labels, "pod"), amount));
      }
    }
    return List.copyOf(most);
  }

  private @Nullable Double number(String query) throws IOException, InterruptedException {
    return value(results(query).path(0));
  }

  private JsonNode results(String query) throws IOException, InterruptedException {
    return prometheus
        .json("/api/v1/query?query=" + ApiServer.encoded(query))
        .path("data")
        .path("result");
  }

  /** Of an instant vector's element, {@code {"value": [1700000000, "0.5"]}}; NaN is no value. */
  private static @Nullable Double value(JsonNode result) {
    try {
      double value = Double.parseDouble(result.path("value").path(1).asText());
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String ofNode(String series, Node node) {
    String byName = "node=" + quoted(node.name());
    String byAddress =
        "node=\"\",instance=~"
            + quoted("(" + literal(node.name()) + "|" + literal(node.internalIp()) + ")(:.*)?");
    return "(" + series.formatted(byName) + " or " + series.formatted(byAddress) + ")";
  }

  private static String mostMemory(TroubledContainer container) {
    return "max(max_over_time(container_memory_working_set_bytes{namespace="
        + quoted(container.pod().namespace())
        + ",pod="
        + quoted(container.pod().name())
        + ",container="
        + quoted(container.status().name())
        + "}[1h]))";
  }

  /** As a regular expression that matches nothing but {@code name}. */
  private static String literal(String name) {
    return name.replace(".", "\\.");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
