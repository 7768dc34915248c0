package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Space and inodes of the machine's own file systems. A file system without a fixed number of
 * inodes has 0.
 *
 * <pre>{@code
 * node_filesystem_avail_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 14550172672
 * node_filesystem_files{device="/dev/vda",fstype="ext4",mountpoint="/"} 6553600
 * node_filesystem_files_free{device="/dev/vda",fstype="ext4",mountpoint="/"} 6290000
 * node_filesystem_free_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 15550172672
 * node_filesystem_readonly{device="/dev/vda",fstype="ext4",mountpoint="/"} 0
 * node_filesystem_size_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 25550172672
 * }</pre>
 */
final class NodeFilesystemMetrics implements SubjectMetrics {
  private static final Family AVAILABLE =
      Family.gauge(
          "node_filesystem_avail_bytes", "Filesystem space available to non-root users in bytes.");
  private static final Family FILES =
      Family.gauge("node_filesystem_files", "Filesystem total file nodes.");
  private static final Family FILES_FREE =
      Family.gauge("node_filesystem_files_free", "Filesystem total free file nodes.");
  private static final Family FREE =
      Family.gauge("node_filesystem_free_bytes", "Filesystem free space in bytes.");
  private static final Family READONLY =
      Family.gauge("node_filesystem_readonly", "Filesystem read-only status.");
  private static final Family SIZE =
      Family.gauge("node_filesystem_size_bytes", "Filesystem size in bytes.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, AVAILABLE, (f) -> f.availableBytes());
    each(sample, out, FILES, (f) -> f.inodes());
    each(sample, out, FILES_FREE, (f) -> f.inodesFree());
    each(sample, out, FREE, (f) -> f.freeBytes());
    each(
        sample,
        out,
        READONLY,
        (f) ->
            f.mount().options().contains("ro") || f.mount().superOptions().contains("ro") ? 1 : 0);
    each(sample, out, SIZE, (f) -> f.sizeBytes());
  }

  private static void each(
      Sample sample, Exposition out, Family family, ToDoubleFunction<FilesystemSpace> value)
      throws IOException {
    out.begin(family);
    if (sample.node().filesystems()
        instanceof Reading.Present<List<FilesystemSpace>>(List<FilesystemSpace> all)) {
      for (FilesystemSpace each : all) {
        out.sample(labels(each.mount()), value.applyAsDouble(each));
      }
    }
  }

  private static Labels labels(Mount mount) {
    return Labels.of(
        "device", mount.device(), "fstype", mount.type(), "mountpoint", mount.mountPoint());
  }
}
