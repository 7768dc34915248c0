package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.DiskUse;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What containers and pods hold on the node's disk, measured by walking their directories bit by
 * bit; off by default, for the walk costs what the number of files costs.
 *
 * <pre>{@code
 * kdiag_container_disk_log_bytes{container="web",namespace="shop",pod="web-0"} 104857
 * kdiag_container_disk_layer_bytes{container="web",namespace="shop",pod="web-0"} 8192
 * kdiag_pod_disk_empty_dir_bytes{namespace="shop",pod="web-0"} 4096
 * }</pre>
 */
final class ContainerDiskMetrics implements SubjectMetrics {
  private static final Family LOG =
      Family.gauge("kdiag_container_disk_log_bytes", "Bytes of the container's log files.");
  private static final Family LAYER =
      Family.gauge("kdiag_container_disk_layer_bytes", "Bytes of the container's writable layer.");
  private static final Family EMPTY_DIR =
      Family.gauge("kdiag_pod_disk_empty_dir_bytes", "Bytes of the pod's emptyDir volumes.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    Map<String, DiskUse> all = new TreeMap<>(sample.told().diskUse());
    out.begin(LOG);
    for (DiskUse each : all.values()) {
      out.sampleIfKnown(container(each), each.logBytes());
    }
    out.begin(LAYER);
    for (DiskUse each : all.values()) {
      out.sampleIfKnown(container(each), each.layerBytes());
    }
    out.begin(EMPTY_DIR);
    for (DiskUse each : all.values()) {
      Labels pod = Labels.of("namespace", each.namespace(), "pod", each.pod());
      out.sampleIfKnown(pod, each.emptyDirBytes());
    }
  }

  private static Labels container(DiskUse use) {
    return Labels.of("container", use.container(), "namespace", use.namespace(), "pod", use.pod());
  }
}
