package io.kdiag.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.kdiag.cli.evidence.kube.Amount;
import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.Node;
import io.kdiag.cli.evidence.kube.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What nodes and pods use: of Prometheus, the node agents or the metrics API, as can be had. */
public final class TopReader implements AutoCloseable {

  /** Where it is asked for. */
  public enum Place {
    any,
    prometheus,
    agent,
    metrics
  }

  private final LiveObjects objects;
  private final BackendServers servers;

  private TopReader(LiveObjects objects, Backends backends) {
    this.objects = objects;
    this.servers = new BackendServers(objects, backends);
  }

  public static TopReader open(Path kubeconfig, @Nullable String context, Backends backends)
      throws ClusterException {
    LiveObjects objects = new LiveObjects(ApiServer.open(kubeconfig, context), backends.agent());
    return new TopReader(objects, backends);
  }

  /** The namespace that is meant where none is named. */
  public String namespace() {
    return objects.namespace();
  }

  public Usage.Table nodes(Place place, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Node> nodes = new ArrayList<>();
    objects.read(Query.all(Kind.NODE, ""), object -> nodes.add((Node) object));
    Measured measured = measured(place, nodes, progress);
    List<Usage> rows = new ArrayList<>();
    for (Node node : nodes) {
      Measured.Amounts used = measured.node(node);
      if (used != null) {
        rows.add(
            new Usage(
                node.object(), used.cores(), cores(node), used.bytes(), number(node, "memory")));
      }
    }
    return new Usage.Table(measured.source(), rows);
  }

  private static double cores(Node node) {
    return number(node, "cpu") / 1000;
  }

  private static double number(Node node, String resource) {
    Long amount = Amount.of(resource, node.status().capacity().get(resource));
    return amount == null ? 0 : amount;
  }

  /** {@code namespace}: empty for all. */
  public Usage.Table pods(String namespace, Place place, Consumer<String> progress)
      throws IOException, InterruptedException {
    Map<String, Pod> pods = new LinkedHashMap<>();
    objects.read(
        Query.all(Kind.POD, namespace),
        object -> pods.put(object.namespace() + "/" + object.name(), (Pod) object));
    List<Node> nodes = new ArrayList<>();
    objects.read(Query.all(Kind.NODE, ""), object -> nodes.add((Node) object));
    nodes.removeIf(node -> pods.values().stream().noneMatch(pod -> pod.node().equals(node.name())));
    Measured measured = measured(place, nodes, progress);
    List<Usage> rows = new ArrayList<>();
    pods.forEach(
        (name, pod) -> {
          Measured.Amounts used = measured.pods().get(name);
          if (used != null) {
            rows.add(
                new Usage(
                    pod.object(),
                    used.cores(),
                    limit(pod, "cpu") / 1000,
                    used.bytes(),
                    limit(pod, "memory")));
          }
        });
    return new Usage.Table(measured.source(), rows);
  }

  /** The sum of its containers' limits; 0 where one has none. */
  private static double limit(Pod pod, String resource) {
    double sum = 0;
    for (Container container : pod.spec().containers()) {
      Long limit = container.limit(resource);
      if (limit == null) {
        return 0;
      }
      sum += limit;
    }
    return sum;
  }

  private Measured measured(Place place, List<Node> nodes, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (Place each : Place.values()) {
      if (each != Place.any && (place == Place.any || place == each)) {
        try {
          progress.accept(each.name());
          Measured measured = measured(each, nodes);
          if (measured != null) {
            return measured;
          }
          failures.add(each + " has none");
        } catch (IOException | IllegalArgumentException e) {
          failures.add(each + ": " + e.getMessage());
        }
      }
    }
    throw new IOException("nobody tells what is used: " + String.join("; ", failures));
  }

  /** Null where it is not there, or has no numbers. */
  private @Nullable Measured measured(Place place, List<Node> nodes)
      throws IOException, InterruptedException {
    return switch (place) {
      case prometheus -> {
        ApiServer server = servers.prometheus();
        yield server == null ? null : Measured.ofPrometheus(server);
      }
      case agent -> AgentSamples.measured(objects.server(), nodes);
      case metrics -> ofMetricsApi(objects.server());
      case any -> null;
    };
  }

  private static Measured ofMetricsApi(ApiServer server) throws IOException, InterruptedException {
    Map<String, Measured.Amounts> nodes = new LinkedHashMap<>();
    for (JsonNode item : server.json("/apis/metrics.k8s.io/v1beta1/nodes").path("items")) {
      nodes.put(item.path("metadata").path("name").asText(), amounts(item.path("usage")));
    }
    Map<String, Measured.Amounts> pods = new LinkedHashMap<>();
    for (JsonNode item : server.json("/apis/metrics.k8s.io/v1beta1/pods").path("items")) {
      Measured.Amounts sum = new Measured.Amounts(0, 0);
      for (JsonNode container : item.path("containers")) {
        sum = sum.plus(amounts(container.path("usage")));
      }
      JsonNode metadata = item.path("metadata");
      pods.put(metadata.path("namespace").asText() + "/" + metadata.path("name").asText(), sum);
    }
    return new Measured("the metrics API", nodes, pods);
  }

  private static Measured.Amounts amounts(JsonNode usage) {
    Long cpu = Amount.of("cpu", usage.path("cpu").asText("0"));
    Long memory = Amount.of("memory", usage.path("memory").asText("0"));
    return new Measured.Amounts(cpu == null ? 0 : cpu / 1000d, memory == null ? 0 : memory);
  }

  @Override
  public void close() {
    objects.close();
  }
}
