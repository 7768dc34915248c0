package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Meminfo;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The machine's memory in bytes, each line of {@code /proc/meminfo} under its name; numbers of huge
 * pages are no bytes.
 *
 * <pre>{@code
 * node_memory_Buffers_bytes 27181056
 * node_memory_Cached_bytes 2013265920
 * node_memory_HugePages_Total 0
 * node_memory_MemAvailable_bytes 23953072128
 * node_memory_MemFree_bytes 19872141312
 * node_memory_MemTotal_bytes 25276502016
 * }</pre>
 */
final class NodeMemoryMetrics implements SubjectMetrics {
  /** By the kernel's name; what a kernel has does not change while it runs. */
  private final Map<String, Family> families = new ConcurrentHashMap<>();

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.node().memory() instanceof Reading.Present<Meminfo>(Meminfo memory)) {
      for (Map.Entry<String, Long> field : memory.fields().entrySet()) {
        out.begin(families.computeIfAbsent(field.getKey(), NodeMemoryMetrics::family))
            .sample(Labels.NONE, field.getValue());
      }
    }
  }

  /** {@code Active(anon)} is {@code Active_anon_bytes}. */
  private static Family family(String field) {
    String name = field.replace('(', '_').replace(")", "").replaceAll("[^A-Za-z0-9_]", "_");
    String unit = field.startsWith("HugePages_") ? name : name + "_bytes";
    return Family.gauge("node_memory_" + unit, "Memory information field " + unit + ".");
  }
}
