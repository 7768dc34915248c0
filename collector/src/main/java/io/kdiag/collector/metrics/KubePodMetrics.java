package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.kubernetes.ContainerFacts;
import io.kdiag.collector.kubernetes.PodFacts;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the API server says of this node's pods, under kube-state-metrics' names and off by default:
 * where that runs too, sums without a job would count twice. Labels of pods are those that {@code
 * collector.pod-labels} allows.
 *
 * <pre>{@code
 * kube_pod_container_resource_limits{namespace="shop",pod="web-0",uid="0c1f",container="web",resource="memory",unit="byte"} 33554432
 * kube_pod_container_resource_requests{namespace="shop",pod="web-0",uid="0c1f",container="web",resource="cpu",unit="core"} 0.1
 * kube_pod_labels{namespace="shop",pod="web-0",uid="0c1f",label_app="web"} 1
 * kube_pod_owner{namespace="shop",pod="web-0",uid="0c1f",owner_kind="StatefulSet",owner_name="web",owner_is_controller="true"} 1
 * }</pre>
 */
final class KubePodMetrics implements SubjectMetrics {
  private static final Family LIMITS =
      Family.gauge(
          "kube_pod_container_resource_limits",
          "The number of requested limit resource by a container.");
  private static final Family REQUESTS =
      Family.gauge(
          "kube_pod_container_resource_requests",
          "The number of requested request resource by a container.");
  private static final Family LABELS =
      Family.gauge("kube_pod_labels", "Kubernetes labels converted to Prometheus labels.");
  private static final Family OWNER =
      Family.gauge("kube_pod_owner", "Information about the Pod's owner.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    List<PodFacts> pods = new ArrayList<>(sample.told().cluster().pods().values());
    out.begin(LIMITS);
    for (PodFacts pod : pods) {
      resources(pod, out, ContainerFacts::limits);
    }
    out.begin(REQUESTS);
    for (PodFacts pod : pods) {
      resources(pod, out, ContainerFacts::requests);
    }
    out.begin(LABELS);
    for (PodFacts pod : pods) {
      out.sample(labels(pod), 1);
    }
    out.begin(OWNER);
    for (PodFacts pod : pods) {
      out.sample(owner(pod), 1);
    }
  }

  private static void resources(
      PodFacts pod, Exposition out, Function<ContainerFacts, Map<String, Double>> of)
      throws IOException {
    for (Map.Entry<String, ContainerFacts> container : new TreeMap<>(pod.containers()).entrySet()) {
      Map<String, Double> amounts = new TreeMap<>(of.apply(container.getValue()));
      for (Map.Entry<String, Double> amount : amounts.entrySet()) {
        Labels labels =
            Labels.of(
                "namespace",
                pod.namespace(),
                "pod",
                pod.name(),
                "uid",
                pod.uid(),
                "container",
                container.getKey(),
                "resource",
                name(amount.getKey()),
                "unit",
                unit(amount.getKey()));
        out.sample(labels, amount.getValue());
      }
    }
  }

  private static Labels labels(PodFacts pod) {
    List<String> all =
        new ArrayList<>(List.of("namespace", pod.namespace(), "pod", pod.name(), "uid", pod.uid()));
    new TreeMap<>(pod.labels())
        .forEach(
            (label, value) -> {
              all.add("label_" + name(label));
              all.add(value);
            });
    return Labels.of(all.toArray(new String[0]));
  }

  private static Labels owner(PodFacts pod) {
    boolean owned = !pod.ownerKind().isEmpty();
    return Labels.of(
        "namespace",
        pod.namespace(),
        "pod",
        pod.name(),
        "uid",
        pod.uid(),
        "owner_kind",
        owned ? pod.ownerKind() : "<none>",
        "owner_name",
        owned ? pod.ownerName() : "<none>",
        "owner_is_controller",
        owned ? "true" : "<none>");
  }

  /** What Prometheus does not allow in a name becomes an underscore. */
  static String name(String of) {
    return of.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  static String unit(String resource) {
    return switch (resource) {
      case "cpu" -> "core";
      case "memory", "ephemeral-storage", "storage" -> "byte";
      default -> resource.startsWith("hugepages-") ? "byte" : "integer";
    };
  }
}
