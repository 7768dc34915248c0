package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the API server says of the node, under kube-state-metrics' names and off by default.
 *
 * <pre>{@code
 * kube_node_status_allocatable{resource="cpu",unit="core"} 2
 * kube_node_status_capacity{resource="memory",unit="byte"} 25276510208
 * }</pre>
 */
final class KubeNodeMetrics implements SubjectMetrics {
  private static final Family ALLOCATABLE =
      Family.gauge(
          "kube_node_status_allocatable",
          "The allocatable for different resources of a node that are available for scheduling.");
  private static final Family CAPACITY =
      Family.gauge("kube_node_status_capacity", "The capacity for different resources of a node.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample.told().cluster().node().allocatable(), out.begin(ALLOCATABLE));
    each(sample.told().cluster().node().capacity(), out.begin(CAPACITY));
  }

  private static void each(Map<String, Double> amounts, Exposition out) throws IOException {
    for (Map.Entry<String, Double> each : new TreeMap<>(amounts).entrySet()) {
      Labels labels =
          Labels.of(
              "resource",
              KubePodMetrics.name(each.getKey()),
              "unit",
              KubePodMetrics.unit(each.getKey()));
      out.sample(labels, each.getValue());
    }
  }
}
