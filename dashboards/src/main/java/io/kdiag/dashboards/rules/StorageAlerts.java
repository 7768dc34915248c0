package io.kdiag.dashboards.rules;

import java.util.List;

/** What a node's file systems, disks and interfaces run short of or do wrong. */
final class StorageAlerts {
  private static final String ROOT =
      "{job=\"kdiag-node-agent\",node=\"n1\",device=\"/dev/vda\",fstype=\"ext4\",mountpoint=\"/\"}";
  private static final String DISK = "{job=\"kdiag-node-agent\",node=\"n1\",device=\"vda\"}";
  private static final String SPACE =
      "node_filesystem_avail_bytes{job=~\"kdiag.*\"} / node_filesystem_size_bytes{job=~\"kdiag.*\"}";
  private static final String INODES =
      "node_filesystem_files_free{job=~\"kdiag.*\"} / node_filesystem_files{job=~\"kdiag.*\"}";
  private static final String BY = "max by (cluster, node, device, mountpoint) (";

  private StorageAlerts() {}

  static List<Alert> all() {
    return List.of(
        almostFull(),
        full(),
        fills(),
        inodes(),
        readOnly(),
        diskSaturated(),
        diskSlow(),
        networkErrors("receive"),
        networkErrors("transmit"));
  }

  private static Alert almostFull() {
    return Alert.warning("KdiagFilesystemAlmostFull", BY + SPACE + ") < 0.1")
        .lasting(15)
        .kept(10)
        .says(
            "A file system of a node is almost full.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of {{ $labels.mountpoint }} is free.")
        .means(
            """
            At 10 % (15 % for images) kubelet removes images and dead containers, then evicts pods, and the node
            gets the condition DiskPressure.
            """)
        .step("See what takes the space", "du -xh --max-depth=3 MOUNTPOINT | sort -h | tail -20")
        .step("Remove images that nothing uses", "crictl rmi --prune")
        .test(space("11", "9"));
  }

  private static Alert full() {
    return Alert.critical("KdiagFilesystemFull", BY + SPACE + ") < 0.03")
        .lasting(2)
        .kept(10)
        .says(
            "A file system of a node is full.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of {{ $labels.mountpoint }} is free.")
        .means(
            """
            Writes fail now or within minutes: containers cannot start, logs are lost, kubelet and etcd (where it
            is here) stop.
            """)
        .step("See what takes the space", "du -xh --max-depth=3 MOUNTPOINT | sort -h | tail -20")
        .step("See files that are deleted and still open", "lsof +L1 | sort -k7 -n | tail")
        .test(space("4", "2"));
  }

  private static Alert fills() {
    return Alert.warning(
            "KdiagFilesystemFillsUp",
            "%s%s) < 0.4\nand on (cluster, node, device, mountpoint)\n%spredict_linear(node_filesystem_avail_bytes{job=~\"kdiag.*\"}[1h], 4 * 3600)) < 0"
                .formatted(BY, SPACE, BY))
        .lasting(15)
        .kept(30)
        .says(
            "A file system of a node will be full within hours.",
            "{{ $labels.node }}: {{ $labels.mountpoint }} has {{ $value | humanizePercentage }} free and will have none within 4 hours if it goes on like this.")
        .means("Space shrank over the last hour at a rate that leaves nothing within four.")
        .step("See which containers write", "kdiag node NODE")
        .step(
            "See what grew within the hour",
            "find MOUNTPOINT -xdev -type f -mmin -60 -size +50M -exec ls -lh {} +")
        .test(
            Example.of()
                .gauge("node_filesystem_size_bytes" + ROOT, "10000")
                .gauge("node_filesystem_avail_bytes" + ROOT, "3900", "3900-20"));
  }

  private static Alert inodes() {
    return Alert.warning("KdiagInodesAlmostUsed", BY + INODES + ") < 0.08")
        .lasting(15)
        .kept(10)
        .says(
            "A file system of a node has few inodes left.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of the inodes of {{ $labels.mountpoint }} are free.")
        .means(
            """
            Too many small files. At 5 % kubelet evicts pods; at 0 % nothing can be created although `df` shows
            free space.
            """)
        .step(
            "See which directories hold most files",
            "du -x --inodes MOUNTPOINT | sort -n | tail -20")
        .test(
            Example.of()
                .gauge("node_filesystem_files_free" + ROOT, "9", "7")
                .gauge("node_filesystem_files" + ROOT, "100"));
  }

  private static Alert readOnly() {
    String of = "node_filesystem_readonly{job=~\"kdiag.*\"}";
    return Alert.critical(
            "KdiagFilesystemBecameReadOnly", BY + of + ") == 1 and " + BY + of + " offset 1h) == 0")
        .kept(30)
        .says(
            "A file system of a node became read-only.",
            "{{ $labels.node }}: {{ $labels.mountpoint }} was writable an hour ago and is read-only now.")
        .means(
            """
            The kernel remounts a file system read-only when it finds it damaged or its disk fails. The problem
            detector says so from the kernel's log (FilesystemIsReadOnly); this alert is for when nobody read it.
            """)
        .step("See why", "dmesg -T | grep -iE 'remount|EXT4-fs|XFS|I/O error' | tail -20")
        .test(Example.of().gauge("node_filesystem_readonly" + ROOT, "0", "1"));
  }

  private static Example space(String good, String bad) {
    return Example.of()
        .gauge("node_filesystem_avail_bytes" + ROOT, good, bad)
        .gauge("node_filesystem_size_bytes" + ROOT, "100");
  }

  private static Alert diskSaturated() {
    return Alert.warning(
            "KdiagDiskSaturated",
            "max by (cluster, node, device) (rate(node_disk_io_time_weighted_seconds_total{job=~\"kdiag.*\"}[5m])) > 10")
        .lasting(30)
        .kept(10)
        .says(
            "A node's disk has more to do than it can.",
            "{{ $labels.node }}: on average {{ $value | humanize }} requests wait for {{ $labels.device }}.")
        .means(
            "The queue of the disk has been over ten deep for half an hour: everything that reads or writes waits.")
        .step("See who reads and writes", "iotop -obn3 || pidstat -d 1 5")
        .test(Example.of().counter("node_disk_io_time_weighted_seconds_total" + DISK, 590, 660));
  }

  private static Alert diskSlow() {
    return Alert.warning(
            "KdiagDiskSlow",
            """
            max by (cluster, node, device) (
              (rate(node_disk_read_time_seconds_total{job=~"kdiag.*"}[5m]) + rate(node_disk_write_time_seconds_total{job=~"kdiag.*"}[5m]))
              /
              (rate(node_disk_reads_completed_total{job=~"kdiag.*"}[5m]) + rate(node_disk_writes_completed_total{job=~"kdiag.*"}[5m]) > 1)
            ) > 0.2
            """)
        .lasting(15)
        .kept(10)
        .says(
            "A node's disk is slow to answer.",
            "{{ $labels.node }}: a request to {{ $labels.device }} takes {{ $value | humanizeDuration }}.")
        .means(
            """
            Requests take over 200 ms on average. A disk that fails, a cloud volume out of its budget, or another
            tenant. etcd and kubelet time out on such a disk.
            """)
        .step("Ask the disk itself", "smartctl -a /dev/DEVICE; dmesg -T | grep -i DEVICE | tail")
        .test(
            Example.of()
                .counter("node_disk_read_time_seconds_total" + DISK, 0, 10)
                .counter("node_disk_write_time_seconds_total" + DISK, 20, 40)
                .counter("node_disk_reads_completed_total" + DISK, 100, 100)
                .counter("node_disk_writes_completed_total" + DISK, 100, 100));
  }

  private static Alert networkErrors(String way) {
    String name =
        way.equals("receive") ? "KdiagNetworkReceiveErrors" : "KdiagNetworkTransmitErrors";
    return Alert.warning(
            name,
            """
            max by (cluster, node, device) (
              rate(node_network_%1$s_errs_total{job=~"kdiag.*"}[5m])
              /
              (rate(node_network_%1$s_packets_total{job=~"kdiag.*"}[5m]) > 1)
            ) > 0.01
            """
                .formatted(way))
        .lasting(30)
        .kept(10)
        .says(
            "A node's network interface has errors (%s).".formatted(way),
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of the packets of {{ $labels.device }} (%s) are wrong."
                .formatted(way))
        .means(
            "A cable, a port of the switch, the card or its driver. Connections over this interface are slow and break.")
        .step(
            "See what kind of errors",
            "ip -s -s link show DEVICE; ethtool -S DEVICE | grep -iE 'err|crc|drop'")
        .test(
            Example.of()
                .counter("node_network_%s_errs_total".formatted(way) + DISK, 60, 120)
                .counter("node_network_%s_packets_total".formatted(way) + DISK, 9_000, 9_000));
  }
}
