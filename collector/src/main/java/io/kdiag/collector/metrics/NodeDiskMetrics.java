package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.DiskStat;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Disks: operations, bytes and seconds since boot. Partitions, loop and memory devices are left
 * out, as node_exporter leaves them.
 *
 * <pre>{@code
 * node_disk_io_now{device="vda"} 0
 * node_disk_io_time_seconds_total{device="vda"} 84.528
 * node_disk_io_time_weighted_seconds_total{device="vda"} 1108.38
 * node_disk_read_bytes_total{device="vda"} 14550172672
 * node_disk_read_time_seconds_total{device="vda"} 1028.047
 * node_disk_reads_completed_total{device="vda"} 1002322
 * node_disk_reads_merged_total{device="vda"} 67538
 * node_disk_write_time_seconds_total{device="vda"} 67.369
 * node_disk_writes_completed_total{device="vda"} 115530
 * node_disk_written_bytes_total{device="vda"} 7372369920
 * }</pre>
 */
final class NodeDiskMetrics implements SubjectMetrics {
  private static final Family IO_NOW =
      Family.gauge("node_disk_io_now", "The number of I/Os currently in progress.");
  private static final Family IO_TIME =
      Family.counter("node_disk_io_time_seconds_total", "Total seconds spent doing I/Os.");
  private static final Family IO_WEIGHTED =
      Family.counter(
          "node_disk_io_time_weighted_seconds_total",
          "The weighted # of seconds spent doing I/Os.");
  private static final Family READ_BYTES =
      Family.counter("node_disk_read_bytes_total", "The total number of bytes read successfully.");
  private static final Family READ_TIME =
      Family.counter(
          "node_disk_read_time_seconds_total", "The total number of seconds spent by all reads.");
  private static final Family READS =
      Family.counter(
          "node_disk_reads_completed_total", "The total number of reads completed successfully.");
  private static final Family READS_MERGED =
      Family.counter("node_disk_reads_merged_total", "The total number of reads merged.");
  private static final Family WRITES_MERGED =
      Family.counter("node_disk_writes_merged_total", "The number of writes merged.");
  private static final Family DISCARDS =
      Family.counter(
          "node_disk_discards_completed_total",
          "The total number of discards completed successfully.");
  private static final Family DISCARDS_MERGED =
      Family.counter("node_disk_discards_merged_total", "The total number of discards merged.");
  private static final Family DISCARDED =
      Family.counter(
          "node_disk_discarded_sectors_total",
          "The total number of sectors discarded successfully.");
  private static final Family DISCARD_TIME =
      Family.counter(
          "node_disk_discard_time_seconds_total",
          "This is the total number of seconds spent by all discards.");
  private static final Family FLUSHES =
      Family.counter(
          "node_disk_flush_requests_total",
          "The total number of flush requests completed successfully");
  private static final Family FLUSH_TIME =
      Family.counter(
          "node_disk_flush_requests_time_seconds_total",
          "This is the total number of seconds spent by all flush requests.");
  private static final Family WRITE_TIME =
      Family.counter(
          "node_disk_write_time_seconds_total",
          "This is the total number of seconds spent by all writes.");
  private static final Family WRITES =
      Family.counter(
          "node_disk_writes_completed_total", "The total number of writes completed successfully.");
  private static final Family WRITTEN_BYTES =
      Family.counter(
          "node_disk_written_bytes_total", "The total number of bytes written successfully.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, IO_NOW, (d) -> d.inProgress());
    each(sample, out, IO_TIME, (d) -> d.ioSeconds());
    each(sample, out, IO_WEIGHTED, (d) -> d.weightedIoSeconds());
    each(sample, out, READ_BYTES, (d) -> d.readBytes());
    each(sample, out, READ_TIME, (d) -> d.readSeconds());
    each(sample, out, READS, (d) -> d.reads());
    each(sample, out, WRITE_TIME, (d) -> d.writeSeconds());
    each(sample, out, WRITES, (d) -> d.writes());
    each(sample, out, WRITTEN_BYTES, (d) -> d.writtenBytes());
    detail(sample, out, READS_MERGED, (d) -> (double) d.readsMerged());
    detail(sample, out, WRITES_MERGED, (d) -> (double) d.writesMerged());
    detail(sample, out, DISCARDS, (d) -> asDouble(d.discards()));
    detail(sample, out, DISCARDS_MERGED, (d) -> asDouble(d.discardsMerged()));
    detail(sample, out, DISCARDED, (d) -> asDouble(d.discardedSectors()));
    detail(sample, out, DISCARD_TIME, DiskStat.Detail::discardSeconds);
    detail(sample, out, FLUSHES, (d) -> asDouble(d.flushes()));
    detail(sample, out, FLUSH_TIME, DiskStat.Detail::flushSeconds);
  }

  private static @Nullable Double asDouble(@Nullable Long value) {
    return value == null ? null : Double.valueOf(value);
  }

  private static void detail(
      Sample sample,
      Exposition out,
      Family family,
      Function<DiskStat.Detail, @Nullable Double> value)
      throws IOException {
    out.begin(family);
    for (DiskStat each : sample.node().disks().optional().orElse(List.of())) {
      DiskStat.Detail detail = each.detail();
      if (detail != null && !isLeftOut(each.device())) {
        out.sampleIfKnown(Labels.of("device", each.device()), value.apply(detail));
      }
    }
  }

  private static void each(
      Sample sample, Exposition out, Family family, ToDoubleFunction<DiskStat> value)
      throws IOException {
    out.begin(family);
    if (sample.node().disks() instanceof Reading.Present<List<DiskStat>>(List<DiskStat> all)) {
      for (DiskStat each : all) {
        if (!isLeftOut(each.device())) {
          out.sample(Labels.of("device", each.device()), value.applyAsDouble(each));
        }
      }
    }
  }

  /** {@code ram0}, {@code zram0}, {@code loop7}, {@code fd0}, {@code sda1}, {@code nvme0n1p2}. */
  static boolean isLeftOut(String device) {
    int digits = device.length();
    while (digits > 0 && Character.isDigit(device.charAt(digits - 1))) {
      digits--;
    }
    if (digits == device.length()) {
      return false;
    }
    String stem = device.substring(0, digits);
    return switch (stem) {
      case "ram", "zram", "loop", "fd" -> true;
      default ->
          isPartitioned(stem, "sd")
              || isPartitioned(stem, "hd")
              || isPartitioned(stem, "vd")
              || isPartitioned(stem, "xvd")
              || (stem.startsWith("nvme") && stem.endsWith("p"));
    };
  }

  private static boolean isPartitioned(String stem, String prefix) {
    return stem.startsWith(prefix) && stem.length() > prefix.length();
  }
}
