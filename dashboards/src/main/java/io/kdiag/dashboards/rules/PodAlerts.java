package io.kdiag.dashboards.rules;

import java.util.List;

/** What containers suffer from: throttling, memory, too many threads. */
final class PodAlerts {
  private static final String CONTAINER =
      "{job=\"kdiag-node-agent\",node=\"n1\",namespace=\"shop\",pod=\"cart-0\",container=\"main\",id=\"/a\"}";
  private static final String BY = "max by (cluster, node, namespace, pod, container) (";
  private static final String WHO =
      "{{ $labels.namespace }}/{{ $labels.pod }}: {{ $labels.container }} ";

  private PodAlerts() {}

  static List<Alert> all() {
    return List.of(throttled(), oomKilled(), restarts(), nearMemoryLimit(), nearThreadsLimit());
  }

  private static Alert throttled() {
    return Alert.info(
            "KdiagContainerThrottled",
            """
            sum by (cluster, node, namespace, pod, container) (rate(container_cpu_cfs_throttled_periods_total{job=~"kdiag.*",container!=""}[5m]))
            /
            sum by (cluster, node, namespace, pod, container) (rate(container_cpu_cfs_periods_total{job=~"kdiag.*",container!=""}[5m]))
            > 0.25
            """)
        .lasting(15)
        .kept(10)
        .says(
            "A container is held back by its CPU limit.",
            WHO
                + "was stopped by its CPU limit in {{ $value | humanizePercentage }} of all periods.")
        .means(
            """
            The container used up its quota before the period of 100 ms ended and had to wait. Averages over
            minutes may be far below the limit: short bursts of many threads are enough.
            """)
        .step(
            "Raise the limit, or take it away and keep the request",
            "kubectl set resources -n NAMESPACE deployment/NAME -c CONTAINER --limits=cpu=SIZE")
        .test(
            Example.of()
                .counter("container_cpu_cfs_throttled_periods_total" + CONTAINER, 140, 200)
                .counter("container_cpu_cfs_periods_total" + CONTAINER, 600, 600));
  }

  private static Alert oomKilled() {
    return Alert.warning(
            "KdiagContainerOomKilled",
            "max by (cluster, node, namespace, pod) (increase(container_oom_events_total{job=~\"kdiag.*\",pod!=\"\"}[15m])) > 0")
        .says(
            "The kernel killed a process of a pod for want of memory.",
            "{{ $labels.namespace }}/{{ $labels.pod }}: out-of-memory kills within the last quarter of an hour: {{ $value | humanize }}.")
        .means(
            """
            A container (or the whole pod) reached its memory limit and the kernel killed a process in it. The
            kernel counts it in the pod's control group too, which outlives the container.
            """)
        .step(
            "See when and which process",
            "kubectl get events -n NAMESPACE --field-selector reason=OOMKilling")
        .step(
            "Raise the limit, or mend the leak",
            "kubectl set resources -n NAMESPACE deployment/NAME -c CONTAINER --limits=memory=SIZE")
        .test(Example.of().counter("container_oom_events_total" + CONTAINER, 0, 1));
  }

  private static Alert restarts() {
    return Alert.warning(
            "KdiagContainerRestarts",
            BY + "increase(kdiag_container_restarts_total{job=~\"kdiag.*\"}[15m])) > 2")
        .kept(15)
        .says(
            "A container is started again and again.",
            WHO + "was started again {{ $value | humanize }} times within a quarter of an hour.")
        .means(
            """
            The container ends soon after each start. Its last run's exit status and last lines say why: an error
            of its own, a failing liveness probe, or a kill for want of memory.
            """)
        .step(
            "Read why it ended", "kubectl logs -n NAMESPACE POD -c CONTAINER --previous --tail=50")
        .step("Let kdiag find the cause", "kdiag pod POD -n NAMESPACE")
        .test(
            Example.of()
                .counter(
                    "kdiag_container_restarts_total{job=\"kdiag-node-agent\",node=\"n1\",namespace=\"shop\",pod=\"cart-0\",container=\"main\"}",
                    0,
                    1)
                .firesAfter(20));
  }

  private static Alert nearMemoryLimit() {
    return Alert.warning(
            "KdiagContainerNearMemoryLimit",
            """
            max by (cluster, node, namespace, pod, container) (
              container_memory_working_set_bytes{job=~"kdiag.*",container!=""}
              /
              (container_spec_memory_limit_bytes{job=~"kdiag.*",container!=""} > 0)
            ) > 0.9
            """)
        .lasting(10)
        .kept(5)
        .says(
            "A container is close to its memory limit.",
            WHO + "uses {{ $value | humanizePercentage }} of its memory limit.")
        .means(
            """
            The working set (what cannot be reclaimed at once) has been above nine tenths of the limit for ten
            minutes. At the limit the kernel kills a process in it.
            """)
        .step("See use and limit", "kubectl top pod POD -n NAMESPACE --containers")
        .test(
            Example.of()
                .gauge("container_memory_working_set_bytes" + CONTAINER, "89", "91")
                .gauge("container_spec_memory_limit_bytes" + CONTAINER, "100"));
  }

  private static Alert nearThreadsLimit() {
    return Alert.warning(
            "KdiagContainerNearThreadsLimit",
            BY
                + "\n  container_threads{job=~\"kdiag.*\",pod!=\"\"} / (container_threads_max{job=~\"kdiag.*\",pod!=\"\"} > 0)\n) > 0.9")
        .lasting(10)
        .kept(5)
        .says(
            "A pod is close to its limit of threads.",
            "{{ $labels.namespace }}/{{ $labels.pod }} {{ $labels.container }} has {{ $value | humanizePercentage }} of the threads it may have.")
        .means(
            """
            At the limit no process or thread can be started in it: "Resource temporarily unavailable", probes with
            exec fail. The limit is kubelet's podPidsLimit.
            """)
        .step("See the limit", "grep -i podPidsLimit /var/lib/kubelet/config.yaml")
        .test(
            Example.of()
                .gauge("container_threads" + CONTAINER, "90", "91")
                .gauge("container_threads_max" + CONTAINER, "100"));
  }
}
