package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.DiskStat;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
  }

  private static void each(
      Sample sample, Exposition out, Family family, ToDoubleFunction<DiskStat> value)
      throws IOException {
    out.begin(family);
    if (sample.disks() instanceof Reading.Present<List<DiskStat>>(List<DiskStat> all)) {
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
