package io.kdiag.dashboards.rules;

import java.util.List;

/** Early warnings from pressure stall information: somebody waits, before anything breaks. */
final class PressureAlerts {
  private static final String NODE = "{job=\"kdiag-node-agent\",node=\"n1\"}";
  private static final String CONTAINER =
      "{job=\"kdiag-node-agent\",node=\"n1\",namespace=\"shop\",pod=\"cart-0\",container=\"main\"}";

  private PressureAlerts() {}

  static List<Alert> all() {
    return List.of(
        node("Cpu", "cpu_waiting", 0.5, 15, Severity.INFO, "processor time")
            .means(
                """
                Some task was ready to run and had no processor for half of the time. Response times suffer while
                utilisation may look tolerable.
                """)
            .step("See which pods use the processors", "kubectl top pods -A --sort-by=cpu"),
        node("Memory", "memory_waiting", 0.1, 5, Severity.WARNING, "memory")
            .means(
                """
                Tasks wait for pages to be reclaimed or read back a tenth of the time. It comes minutes before
                evictions and out-of-memory kills, and before MemAvailable tells anything.
                """)
            .step("See which pods use memory", "kubectl top pods -A --sort-by=memory"),
        node(
                "MemoryStall",
                "memory_stalled",
                0.05,
                2,
                Severity.CRITICAL,
                "memory, all tasks at once")
            .means(
                """
                For one twentieth of the time nothing at all could run because all tasks waited for memory: the node
                thrashes. It may stop answering before the kernel kills anything.
                """)
            .step("Keep new pods away", "kubectl cordon NODE")
            .step("See which pods use memory", "kubectl top pods -A --sort-by=memory"),
        node("Io", "io_stalled", 0.3, 10, Severity.WARNING, "disks, all tasks at once")
            .means("For a third of the time nothing could run because all tasks waited for disks.")
            .step("See who reads and writes", "iotop -obn3 || pidstat -d 1 5"),
        container("Cpu", "cpu_waiting", 0.5, 30, Severity.INFO, "processor time")
            .means(
                """
                The container's tasks had no processor for half of the time: it is at its limit (see throttling) or
                its request is too small on a busy node.
                """),
        container("Memory", "memory_stalled", 0.1, 5, Severity.WARNING, "memory")
            .means(
                """
                All of the container's tasks waited for memory a tenth of the time. It reclaims its own pages at its
                limit; an out-of-memory kill comes next.
                """),
        container("Io", "io_stalled", 0.5, 15, Severity.INFO, "disks")
            .means("All of the container's tasks waited for disks for half of the time."));
  }

  private static Alert node(
      String what, String family, double limit, int minutes, Severity severity, String of) {
    String metric = "node_pressure_%s_seconds_total".formatted(family);
    String expr =
        "max by (cluster, node) (rate(%s{job=~\"kdiag.*\"}[5m])) > %s".formatted(metric, limit);
    return Alert.of(severity, "KdiagNode" + what + "Pressure", expr)
        .lasting(minutes)
        .kept(5)
        .says(
            "Tasks on a node wait for %s.".formatted(of),
            "{{ $labels.node }}: {{ $value | humanizePercentage }} of the time was spent waiting for %s."
                .formatted(of))
        .test(
            Example.of()
                .counter(metric + NODE, Math.round(limit * 60) - 1, Math.round(limit * 60) + 2));
  }

  private static Alert container(
      String what, String family, double limit, int minutes, Severity severity, String of) {
    String metric = "container_pressure_%s_seconds_total".formatted(family);
    String expr =
        "max by (cluster, node, namespace, pod, container) (rate(%s{job=~\"kdiag.*\",container!=\"\"}[5m])) > %s"
            .formatted(metric, limit);
    return Alert.of(severity, "KdiagContainer" + what + "Pressure", expr)
        .lasting(minutes)
        .kept(5)
        .says(
            "A container waits for %s.".formatted(of),
            "{{ $labels.namespace }}/{{ $labels.pod }}: {{ $labels.container }} spent {{ $value | humanizePercentage }} of the time waiting for %s."
                .formatted(of))
        .step(
            "Compare use with requests and limits", "kubectl top pod POD -n NAMESPACE --containers")
        .test(
            Example.of()
                .counter(
                    metric + CONTAINER, Math.round(limit * 60) - 1, Math.round(limit * 60) + 2));
  }
}
