package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.DeviceIo;
import io.kdiag.host.proc.DiskStat;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Reads and writes of cgroups by device, since they exist. What the page cache absorbs is not
 * there, and what it writes back later is counted where it was written by the kernel of version 2
 * alone.
 *
 * <pre>{@code
 * container_fs_reads_bytes_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",device="/dev/vda"} 4096
 * container_fs_reads_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",device="/dev/vda"} 1
 * container_fs_writes_bytes_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",device="/dev/vda"} 8192
 * container_fs_writes_total{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",device="/dev/vda"} 2
 * }</pre>
 */
final class ContainerIoMetrics implements SubjectMetrics {
  private static final Family READ_BYTES =
      Family.counter("container_fs_reads_bytes_total", "Cumulative count of bytes read");
  private static final Family READS =
      Family.counter("container_fs_reads_total", "Cumulative count of reads completed");
  private static final Family WRITE_BYTES =
      Family.counter("container_fs_writes_bytes_total", "Cumulative count of bytes written");
  private static final Family WRITES =
      Family.counter("container_fs_writes_total", "Cumulative count of writes completed");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    Map<String, Labels> devices = devices(sample);
    each(sample, out, READ_BYTES, devices, DeviceIo::readBytes);
    each(sample, out, READS, devices, DeviceIo::reads);
    each(sample, out, WRITE_BYTES, devices, DeviceIo::writtenBytes);
    each(sample, out, WRITES, devices, DeviceIo::writes);
  }

  private static void each(
      Sample sample,
      Exposition out,
      Family family,
      Map<String, Labels> devices,
      ToLongFunction<DeviceIo> value)
      throws IOException {
    out.begin(family);
    for (OwnedCgroup cgroup : sample.containers()) {
      if (cgroup.usage().io() instanceof Reading.Present<List<DeviceIo>>(List<DeviceIo> all)) {
        for (DeviceIo io : all) {
          Labels device =
              devices.computeIfAbsent(io.device(), number -> Labels.of("device", number));
          out.sample(cgroup.labels(), device, value.applyAsLong(io));
        }
      }
    }
  }

  /** Labels by the number that the kernel gives; a device that has no name keeps its number. */
  private static Map<String, Labels> devices(Sample sample) {
    Map<String, Labels> devices = new HashMap<>();
    for (DiskStat disk : sample.node().disks().optional().orElse(List.of())) {
      DiskStat.Detail detail = disk.detail();
      if (detail != null) {
        devices.put(detail.majorMinor(), Labels.of("device", "/dev/" + disk.device()));
      }
    }
    return devices;
  }
}
