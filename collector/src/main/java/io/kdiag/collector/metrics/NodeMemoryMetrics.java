package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.Meminfo;
import java.io.IOException;

/**
 * The machine's memory in bytes, under the names of {@code /proc/meminfo}.
 *
 * <pre>{@code
 * node_memory_Buffers_bytes 27181056
 * node_memory_Cached_bytes 2013265920
 * node_memory_MemAvailable_bytes 23953072128
 * node_memory_MemFree_bytes 19872141312
 * node_memory_MemTotal_bytes 25276502016
 * node_memory_SwapFree_bytes 0
 * node_memory_SwapTotal_bytes 0
 * }</pre>
 */
final class NodeMemoryMetrics implements SubjectMetrics {
  private static final Family BUFFERS =
      Family.gauge("node_memory_Buffers_bytes", "Memory information field Buffers_bytes.");
  private static final Family CACHED =
      Family.gauge("node_memory_Cached_bytes", "Memory information field Cached_bytes.");
  private static final Family AVAILABLE =
      Family.gauge(
          "node_memory_MemAvailable_bytes", "Memory information field MemAvailable_bytes.");
  private static final Family FREE =
      Family.gauge("node_memory_MemFree_bytes", "Memory information field MemFree_bytes.");
  private static final Family TOTAL =
      Family.gauge("node_memory_MemTotal_bytes", "Memory information field MemTotal_bytes.");
  private static final Family SWAP_FREE =
      Family.gauge("node_memory_SwapFree_bytes", "Memory information field SwapFree_bytes.");
  private static final Family SWAP_TOTAL =
      Family.gauge("node_memory_SwapTotal_bytes", "Memory information field SwapTotal_bytes.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (sample.memory() instanceof Reading.Present<Meminfo>(Meminfo memory)) {
      out.begin(BUFFERS).sampleIfKnown(Labels.NONE, memory.fields().get("Buffers"));
      out.begin(CACHED).sampleIfKnown(Labels.NONE, memory.fields().get("Cached"));
      out.begin(AVAILABLE).sample(Labels.NONE, memory.availableBytes());
      out.begin(FREE).sample(Labels.NONE, memory.freeBytes());
      out.begin(TOTAL).sample(Labels.NONE, memory.totalBytes());
      out.begin(SWAP_FREE).sample(Labels.NONE, memory.swapFreeBytes());
      out.begin(SWAP_TOTAL).sample(Labels.NONE, memory.swapTotalBytes());
    }
  }
}
