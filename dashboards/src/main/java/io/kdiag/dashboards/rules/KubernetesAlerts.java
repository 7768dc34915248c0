package io.kdiag.dashboards.rules;

import java.util.List;

/** What only the API server knows, for clusters that run kube-state-metrics. */
final class KubernetesAlerts {

  private KubernetesAlerts() {}

  static List<Alert> all() {
    return List.of(
        condition(
                "KdiagNodeNotReady",
                Severity.CRITICAL,
                "Ready",
                "false",
                "A node is not ready.",
                "is not ready")
            .lasting(5)
            .means(
                "kubelet says that it cannot run pods. After five minutes its pods are replaced elsewhere."),
        condition(
                "KdiagNodeUnreachable",
                Severity.CRITICAL,
                "Ready",
                "unknown",
                "A node does not report.",
                "does not report to the API server")
            .lasting(5)
            .means(
                "Machine, network or kubelet is down: the node controller has heard nothing for 40 seconds."),
        condition(
                "KdiagNodeNetworkUnavailable",
                Severity.CRITICAL,
                "NetworkUnavailable",
                "true",
                "A node has no pod network.",
                "has no route for its pods")
            .lasting(5)
            .means(
                "The network's own agent (flannel, calico, cloud routes) has not set this node up. New pods stay without it."),
        unknown(),
        flaps(),
        cordoned(),
        crashLoop(),
        notReady());
  }

  private static Alert condition(
      String name,
      Severity severity,
      String condition,
      String status,
      String summary,
      String what) {
    String series =
        "kube_node_status_condition{condition=\"%s\",status=\"%s\"}".formatted(condition, status);
    return Alert.of(severity, name, "max by (cluster, node) (" + series + ") == 1")
        .kept(5)
        .says(summary, "{{ $labels.node }} " + what + ".")
        .step("See what the node says of itself", "kubectl describe node NODE")
        .test(Example.of().gauge(series.replace("{", "{node=\"n1\","), "0", "1"));
  }

  private static Alert unknown() {
    return Alert.warning(
            "KdiagNodeConditionUnknown",
            "max by (cluster, node, condition) (kube_node_status_condition{condition!=\"Ready\",status=\"unknown\"}) == 1")
        .lasting(15)
        .kept(5)
        .says(
            "A condition of a node is unknown.",
            "{{ $labels.node }}: nobody has said for a quarter of an hour whether {{ $labels.condition }} holds.")
        .means("Whoever sets the condition has stopped doing so: kubelet, or a problem detector.")
        .step("See who set it last", "kubectl get node NODE -o json | jq .status.conditions")
        .test(
            Example.of()
                .gauge(
                    "kube_node_status_condition{node=\"n1\",condition=\"KernelDeadlock\",status=\"unknown\"}",
                    "0",
                    "1"));
  }

  private static Alert flaps() {
    return Alert.warning(
            "KdiagNodeReadinessFlaps",
            "max by (cluster, node) (changes(kube_node_status_condition{condition=\"Ready\",status=\"true\"}[15m])) > 2")
        .kept(15)
        .says(
            "A node is ready and not ready by turns.",
            "{{ $labels.node }} changed its readiness {{ $value | humanize }} times within a quarter of an hour.")
        .means(
            "kubelet or its way to the API server comes and goes. Pods are moved away and back at each turn.")
        .step("See what kubelet says", "journalctl -u kubelet --since -20min -p warning --no-pager")
        .test(
            Example.of()
                .flapping(
                    "kube_node_status_condition{node=\"n1\",condition=\"Ready\",status=\"true\"}"));
  }

  private static Alert notReady() {
    return Alert.warning(
            "KdiagPodNotReady",
            """
            max by (cluster, namespace, pod) (
              kube_pod_status_phase{phase=~"Pending|Unknown"} or (kube_pod_status_ready{condition="false"} and on (cluster, namespace, pod) kube_pod_status_phase{phase="Running"} == 1)
            )
            * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{})
            >= 1
            """)
        .lasting(15)
        .kept(5)
        .says(
            "A pod is not ready.",
            "{{ $labels.namespace }}/{{ $labels.pod }} has not been ready for a quarter of an hour.")
        .means(
            "It waits for a node, an image or a volume, or its readiness probe fails: no service sends it anything.")
        .step("Let kdiag find the cause", "kdiag pod POD -n NAMESPACE")
        .test(
            Example.of()
                .gauge("kube_pod_info{namespace=\"shop\",pod=\"cart-0\",node=\"n1\"}", "1")
                .gauge(
                    "kube_pod_status_phase{namespace=\"shop\",pod=\"cart-0\",phase=\"Running\"}",
                    "1")
                .gauge(
                    "kube_pod_status_ready{namespace=\"shop\",pod=\"cart-0\",condition=\"false\"}",
                    "0",
                    "1"));
  }

  private static Alert cordoned() {
    return Alert.info(
            "KdiagNodeCordoned", "max by (cluster, node) (kube_node_spec_unschedulable{}) == 1")
        .lasting(24 * 60)
        .says(
            "A node has been cordoned for a day.",
            "{{ $labels.node }} has taken no new pods for a day.")
        .means("Somebody cordoned the node and perhaps forgot it.")
        .step("See who, where audit logs are kept; then", "kubectl uncordon NODE")
        .test(Example.of().gauge("kube_node_spec_unschedulable{node=\"n1\"}", "0", "1"));
  }

  private static Alert crashLoop() {
    return Alert.warning(
            "KdiagPodCrashLooping",
            """
            max by (cluster, namespace, pod, container) (
              max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m])
            )
            * on (cluster, namespace, pod) group_left (node) max by (cluster, namespace, pod, node) (kube_pod_info{})
            >= 1
            """)
        .lasting(15)
        .kept(5)
        .says(
            "A container crashes again and again.",
            "{{ $labels.namespace }}/{{ $labels.pod }}: {{ $labels.container }} is in CrashLoopBackOff.")
        .means(
            "The container ends soon after each start; kubelet waits longer each time, up to five minutes.")
        .step("Read why it ended", "kubectl logs -n NAMESPACE POD -c CONTAINER --previous")
        .test(
            Example.of()
                .gauge("kube_pod_info{namespace=\"shop\",pod=\"cart-0\",node=\"n1\"}", "1")
                .gauge(
                    "kube_pod_container_status_waiting_reason{namespace=\"shop\",pod=\"cart-0\",container=\"main\",reason=\"CrashLoopBackOff\"}",
                    "_",
                    "1"));
  }
}
