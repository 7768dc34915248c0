package io.kdiag.dashboards.grafana;

/** A node's disks and file systems: utilisation, saturation, errors. */
final class NodeDisks {
  private static final Link PROBLEMS = Link.to("Problems", "kdiag-problems");

  private NodeDisks() {}

  static Row disks() {
    return Row.of(
        "Disks",
        Panel.time("Disks busy", "percentunit")
            .says("Utilisation: share of the time in which the disk had a request to work on.")
            .query("rate(node_disk_io_time_seconds_total{@}[$__rate_interval])", "{{device}}")
            .max(1)
            .link(PROBLEMS),
        Panel.time("Disk traffic", "Bps")
            .says("Bytes read from and written to each disk.")
            .query("rate(node_disk_read_bytes_total{@}[$__rate_interval])", "{{device}} read")
            .query("rate(node_disk_written_bytes_total{@}[$__rate_interval])", "{{device}} written")
            .link(PROBLEMS),
        Panel.time("Requests to disks", "iops")
            .says("Requests that each disk completed.")
            .query("rate(node_disk_reads_completed_total{@}[$__rate_interval])", "{{device}} read")
            .query(
                "rate(node_disk_writes_completed_total{@}[$__rate_interval])", "{{device}} written")
            .link(PROBLEMS),
        Panel.time("Time for a request", "s")
            .says(
                "Saturation: how long a request took on average, waiting included. A sound disk"
                    + " answers within 20 ms.")
            .query(
                """
                (rate(node_disk_read_time_seconds_total{@}[$__rate_interval]) + rate(node_disk_write_time_seconds_total{@}[$__rate_interval]))
                / (rate(node_disk_reads_completed_total{@}[$__rate_interval]) + rate(node_disk_writes_completed_total{@}[$__rate_interval]) > 0)
                """,
                "{{device}}")
            .limits(0.05, 0.2)
            .wide(6)
            .link(PROBLEMS),
        Panel.time("Requests waiting", "none")
            .says(
                "Saturation: requests in the disk's queue on average. Ten for long is a disk with"
                    + " more to do than it can.")
            .query(
                "rate(node_disk_io_time_weighted_seconds_total{@}[$__rate_interval])", "{{device}}")
            .limits(10, Double.NaN)
            .wide(6)
            .link(PROBLEMS),
        Panel.time("Waiting for disks", "percentunit")
            .says(
                "Saturation: share of the time in which some task, or all of them, waited for a"
                    + " disk (pressure).")
            .query(
                "rate(node_pressure_io_waiting_seconds_total{@}[$__rate_interval])",
                "some task waits")
            .query(
                "rate(node_pressure_io_stalled_seconds_total{@}[$__rate_interval])",
                "all tasks wait")
            .limits(0.3, Double.NaN)
            .wide(6)
            .link(PROBLEMS),
        Panel.time("Disk faults", "none")
            .says("Errors: what the kernel reported of disks, controllers and file systems.")
            .query(
                "sum by (reason)"
                    + " (increase(problem_counter{@,reason=~\"IOError|MediumError|NvmeTimeout|DiskReset|RaidDegraded|Ext4Error|XfsError|BtrfsError|FilesystemIsReadOnly\"}[$__rate_interval]))",
                "{{reason}}")
            .wide(6)
            .link(PROBLEMS));
  }

  static Row filesystems() {
    return Row.of(
        "File systems",
        Panel.bars("Space used now", "percentunit")
            .says(
                "Share of each file system that is used, the fullest first. At 90 % kubelet evicts"
                    + " pods.")
            .query(
                "sort_desc(max by (mountpoint, device) (1 - node_filesystem_avail_bytes{@} /"
                    + " (node_filesystem_size_bytes{@} > 0)))",
                "{{mountpoint}}")
            .max(1)
            .limits(0.85, 0.95)
            .link(PROBLEMS),
        Panel.time("Space free", "bytes")
            .says("Bytes that programs can still write to each file system.")
            .query("max by (mountpoint, device) (node_filesystem_avail_bytes{@})", "{{mountpoint}}")
            .link(PROBLEMS),
        Panel.bars("Inodes used now", "percentunit")
            .says(
                "Share of the files that a file system can hold. At 100 % nothing can be created"
                    + " although space is free.")
            .query(
                "sort_desc(max by (mountpoint, device) (1 - node_filesystem_files_free{@} /"
                    + " (node_filesystem_files{@} > 0)))",
                "{{mountpoint}}")
            .max(1)
            .limits(0.85, 0.95)
            .link(PROBLEMS));
  }
}
