package io.kdiag.dashboards.rules;

import java.util.List;

/** What a node runs short of: processors, memory, disks, tables of the kernel. */
final class NodeAlerts {
  private static final String NODE = "{job=\"kdiag-node-agent\",node=\"n1\"}";

  private NodeAlerts() {}

  static List<Alert> all() {
    return List.of(
        processors(),
        stolen(),
        blocked(),
        memoryLow(),
        memoryExhausted(),
        majorFaults(),
        conntrack(),
        fileHandles(),
        restarted());
  }

  private static Alert processors() {
    return Alert.info(
            "KdiagNodeProcessorsBusy",
            "1 - avg by (cluster, node) (rate(node_cpu_seconds_total{job=~\"kdiag.*\",mode=\"idle\"}[5m])) > 0.9")
        .lasting(30)
        .kept(10)
        .says(
            "A node's processors are busy.",
            "{{ $labels.node }}: processors have been {{ $value | humanizePercentage }} busy for half an hour.")
        .means(
            """
            All processors of the node have had next to no idle time for half an hour. Containers with a request
            get their share; those without one, and kubelet's probes, wait. Pressure (KdiagNodeCpuPressure) says
            whether anything suffers from it.
            """)
        .step("See which pods use the processors", "kubectl top pods -A --sort-by=cpu")
        .test(
            Example.of()
                .counter(
                    "node_cpu_seconds_total{job=\"kdiag-node-agent\",node=\"n1\",cpu=\"0\",mode=\"idle\"}",
                    12,
                    2));
  }

  private static Alert stolen() {
    return Alert.warning(
            "KdiagNodeCpuStolen",
            "avg by (cluster, node) (rate(node_cpu_seconds_total{job=~\"kdiag.*\",mode=\"steal\"}[5m])) > 0.1")
        .lasting(15)
        .kept(10)
        .says(
            "The hypervisor takes processor time away from a node.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of the processors' time went to other machines on the host.")
        .means(
            """
            The virtual machine was ready to run and the host ran something else. Everything on the node is slower
            by that share, and soft lockups and missed probes may follow. Nothing inside the node can mend it.
            """)
        .step("See it as it happens (column st)", "vmstat 1 5")
        .test(
            Example.of()
                .counter(
                    "node_cpu_seconds_total{job=\"kdiag-node-agent\",node=\"n1\",cpu=\"0\",mode=\"steal\"}",
                    5,
                    12));
  }

  private static Alert blocked() {
    return Alert.warning(
            "KdiagNodeProcessesBlocked",
            "max by (cluster, node) (node_procs_blocked{job=~\"kdiag.*\"}) > 10")
        .lasting(10)
        .kept(5)
        .says(
            "Many processes of a node wait for a disk.",
            "{{ $labels.node }}: {{ $value | humanize }} processes wait for a disk and cannot even be killed.")
        .means(
            """
            Processes in state D wait in the kernel, nearly always for a disk or a network file system. More than
            ten of them for ten minutes is a device that does not answer.
            """)
        .step("See who waits, and for what", "ps -eo pid,stat,wchan:32,args | awk '$2 ~ /^D/'")
        .test(Example.of().gauge("node_procs_blocked" + NODE, "10", "11"));
  }

  private static Alert memoryLow() {
    return Alert.warning(
            "KdiagNodeMemoryLow",
            """
            max by (cluster, node) (
              node_memory_MemAvailable_bytes{job=~"kdiag.*"} / node_memory_MemTotal_bytes{job=~"kdiag.*"}
            ) < 0.1
            """)
        .lasting(10)
        .kept(10)
        .says(
            "A node has little memory left.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of memory is available.")
        .means(
            """
            Less than a tenth of the memory could be given to programs without swapping. kubelet evicts pods at
            100 MiB (`memory.available`), the kernel kills processes when nothing is left.
            """)
        .step("See which pods use it", "kubectl top pods -A --sort-by=memory")
        .step("See what is not in any pod", "ps -eo rss,pid,args --sort=-rss | head")
        .test(memory("11", "9"));
  }

  private static Alert memoryExhausted() {
    return Alert.critical(
            "KdiagNodeMemoryExhausted",
            """
            max by (cluster, node) (
              node_memory_MemAvailable_bytes{job=~"kdiag.*"} / node_memory_MemTotal_bytes{job=~"kdiag.*"}
            ) < 0.03
            """)
        .lasting(2)
        .kept(10)
        .says(
            "A node has no memory left.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of memory is available.")
        .means(
            """
            Within minutes kubelet evicts pods or the kernel kills processes, kubelet and the container runtime
            among them. The node slows down to the speed of its disk before that.
            """)
        .step("See which pods use it", "kubectl top pods -A --sort-by=memory")
        .step("Keep new pods away", "kubectl cordon NODE")
        .test(memory("4", "2"));
  }

  private static Example memory(String good, String bad) {
    return Example.of()
        .gauge("node_memory_MemAvailable_bytes" + NODE, good, bad)
        .gauge("node_memory_MemTotal_bytes" + NODE, "100");
  }

  private static Alert majorFaults() {
    return Alert.warning(
            "KdiagNodeMajorFaults",
            "max by (cluster, node) (rate(node_vmstat_pgmajfault{job=~\"kdiag.*\"}[5m])) > 500")
        .lasting(15)
        .kept(10)
        .says(
            "A node reads its programs from disk again and again.",
            "{{ $labels.node }}: {{ $value | humanize }} major page faults a second.")
        .means(
            """
            Pages of programs that run are thrown out for want of memory and read back. It is the state before an
            out-of-memory kill in which a node can stay for hours, slow and seemingly healthy.
            """)
        .step("See which pods are short of memory", "kubectl top pods -A --sort-by=memory")
        .test(Example.of().counter("node_vmstat_pgmajfault" + NODE, 24_000, 36_000));
  }

  private static Alert conntrack() {
    return Alert.warning(
            "KdiagNodeConntrackFilling",
            """
            max by (cluster, node) (
              node_nf_conntrack_entries{job=~"kdiag.*"} / node_nf_conntrack_entries_limit{job=~"kdiag.*"}
            ) > 0.75
            """)
        .lasting(5)
        .kept(5)
        .says(
            "A node's table of connections fills up.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of the connection tracking table is used.")
        .means(
            """
            When the table is full the kernel drops the first packet of new connections (ConntrackFull): services
            fail at random while everything looks healthy.
            """)
        .step(
            "See the fill and the limit",
            "sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max")
        .step("Allow more", "sysctl net.netfilter.nf_conntrack_max=524288")
        .test(
            Example.of()
                .gauge("node_nf_conntrack_entries" + NODE, "75", "76")
                .gauge("node_nf_conntrack_entries_limit" + NODE, "100"));
  }

  private static Alert fileHandles() {
    return Alert.warning(
            "KdiagNodeFileHandlesFilling",
            """
            max by (cluster, node) (
              node_filefd_allocated{job=~"kdiag.*"} / node_filefd_maximum{job=~"kdiag.*"}
            ) > 0.8
            """)
        .lasting(15)
        .kept(5)
        .says(
            "A node runs out of file handles.",
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of the file handles are open.")
        .means(
            """
            At the limit nothing on the machine can open a file or accept a connection (FileMaxReached). Some
            process leaks descriptors.
            """)
        .step(
            "See who has most open",
            "for p in /proc/[0-9]*; do echo \"$(ls $p/fd 2>/dev/null | wc -l) $(cat $p/comm 2>/dev/null)\"; done | sort -rn | head")
        .test(
            Example.of()
                .gauge("node_filefd_allocated" + NODE, "80", "81")
                .gauge("node_filefd_maximum" + NODE, "100"));
  }

  private static Alert restarted() {
    return Alert.info(
            "KdiagNodeRestarted",
            """
            max by (cluster, node) (
              node_boot_time_seconds{job=~"kdiag.*"} - node_boot_time_seconds{job=~"kdiag.*"} offset 15m
            ) > 60
            """)
        .says(
            "A node was restarted.",
            "{{ $labels.node }}: started again within the last quarter of an hour.")
        .means(
            """
            The machine began a new boot. Planned or not: all of its pods were started anew. A crash leaves its
            last words in /sys/fs/pstore, in the firmware's log, or on the virtual machine's console.
            """)
        .step("See how the last boot ended", "journalctl -b -1 -n 50 --no-pager; ls /sys/fs/pstore")
        .test(Example.of().gauge("node_boot_time_seconds" + NODE, "1000", "1100").firesAfter(5));
  }
}
