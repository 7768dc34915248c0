package io.kdiag.dashboards.rules;

import java.util.List;

/** Whether kdiag's own agents work: without them the other alerts say nothing. */
final class AgentAlerts {
  private static final String NODE = "{job=\"kdiag-node-agent\",node=\"n1\"}";

  private AgentAlerts() {}

  static List<Alert> all() {
    return List.of(
        down(),
        absent(),
        ticksFail(),
        ticksStopped(),
        sourceFails(),
        seriesDropped(),
        collectorWithoutApi(),
        influxdbAway(),
        pointsLost(),
        recordsLost(),
        eventsShed(),
        apiErrors());
  }

  private static Alert down() {
    return Alert.critical(
            "KdiagAgentDown", "max by (cluster, node, job) (up{job=~\"kdiag.*\"}) == 0")
        .lasting(5)
        .kept(5)
        .says(
            "The agent of a node does not answer.",
            "{{ $labels.node }}: Prometheus could not scrape {{ $labels.job }} for five minutes.")
        .means(
            """
            The agent's pod does not run, or the node or its network is down. Of this node no alert can be trusted,
            and no logs arrive; what was written meanwhile is shipped when the agent is back.
            """)
        .step(
            "See whether the pod runs",
            "kubectl get pods -n kdiag -o wide --field-selector spec.nodeName=NODE")
        .step("Read its log", "kubectl logs -n kdiag POD --tail=50")
        .test(Example.of().gauge("up" + NODE, "1", "0"));
  }

  private static Alert absent() {
    return Alert.critical("KdiagAgentsAbsent", "absent(up{job=~\"kdiag.*\"})")
        .lasting(10)
        .says(
            "Prometheus knows of no agent of kdiag's.",
            "No target with a job that begins with kdiag has been known for ten minutes.")
        .means("The DaemonSet is gone, or Prometheus' configuration does not find its pods.")
        .step("See the DaemonSet", "kubectl get daemonset -n kdiag")
        .test(
            Example.of().gauge("up{job=\"kdiag-node-agent\",node=\"n1\"}", "1", "_").clusterWide());
  }

  private static Alert ticksFail() {
    return Alert.warning(
            "KdiagTicksFail",
            "max by (cluster, node) (increase(kdiag_collector_tick_failures_total{job=~\"kdiag.*\"}[10m])) > 0")
        .lasting(5)
        .kept(5)
        .says(
            "A collector cannot read its node.",
            "{{ $labels.node }}: {{ $value | humanize }} readings failed within ten minutes.")
        .means(
            "The collector met an error that gave no sample at all: a fault of its own or of the mounts it was given.")
        .step("Read its log", "kubectl logs -n kdiag POD | grep 'tick failed'")
        .test(Example.of().counter("kdiag_collector_tick_failures_total" + NODE, 0, 1));
  }

  private static Alert ticksStopped() {
    return Alert.warning(
            "KdiagTicksStopped",
            "max by (cluster, node) (time() - kdiag_collector_last_tick_timestamp_seconds{job=~\"kdiag.*\"}) > 300")
        .lasting(2)
        .kept(5)
        .says(
            "A collector has stopped reading its node.",
            "{{ $labels.node }}: the last sample is {{ $value | humanizeDuration }} old.")
        .means(
            "The agent answers, but with old numbers: a read in the kernel hangs (a dead mount), or its thread died.")
        .step(
            "Ask its health",
            "kubectl get --raw /api/v1/namespaces/kdiag/pods/POD:9740/proxy/health/readiness")
        .test(
            Example.of()
                .gauge(
                    "kdiag_collector_last_tick_timestamp_seconds" + NODE, "0+60", "3540", "9e9"));
  }

  private static Alert sourceFails() {
    return Alert.info(
            "KdiagSourceFails",
            "max by (cluster, node, source, reason) (increase(kdiag_collector_source_failures_total{job=~\"kdiag.*\"}[15m])) > 0")
        .lasting(30)
        .kept(5)
        .says(
            "A collector cannot read one source of its node.",
            "{{ $labels.node }}: {{ $labels.source }} is {{ $labels.reason }}.")
        .means(
            "The file is there and cannot be read or understood; the families made from it are missing.")
        .step("Read its log", "kubectl logs -n kdiag POD | grep source=")
        .test(
            Example.of()
                .counter(
                    "kdiag_collector_source_failures_total{job=\"kdiag-node-agent\",node=\"n1\",source=\"conntrack\",reason=\"malformed\"}",
                    0,
                    6));
  }

  private static Alert seriesDropped() {
    return Alert.warning(
            "KdiagSeriesDropped",
            "max by (cluster, node, reason) (kdiag_collector_series_dropped{job=~\"kdiag.*\"}) > 0")
        .lasting(15)
        .kept(5)
        .says(
            "A collector has more series than it may export.",
            "{{ $labels.node }}: {{ $value | humanize }} series are left out of each scrape: {{ $labels.reason }}.")
        .means(
            "Some containers are missing from dashboards and alerts. Raise `collector.series-limit`, or switch families off that nobody reads.")
        .step(
            "See how many there are",
            "kubectl get --raw /api/v1/namespaces/kdiag/pods/POD:9740/proxy/metrics | grep kdiag_collector_series")
        .test(
            Example.of()
                .gauge(
                    "kdiag_collector_series_dropped{job=\"kdiag-node-agent\",node=\"n1\",reason=\"series_limit\"}",
                    "0",
                    "1"));
  }

  private static Alert collectorWithoutApi() {
    return Alert.info(
            "KdiagCollectorWithoutApiServer",
            "max by (cluster, node) (kdiag_collector_api_server_up{job=~\"kdiag.*\"}) == 0")
        .lasting(15)
        .kept(5)
        .says(
            "A collector cannot follow its pods at the API server.",
            "{{ $labels.node }}: images, requests and owners of pods have been out of date for a quarter of an hour.")
        .means(
            "Metrics themselves go on. Its service account, its role, or the network to the API server.")
        .step("Read why", "kubectl logs -n kdiag POD | grep -i 'api server'")
        .test(Example.of().gauge("kdiag_collector_api_server_up" + NODE, "1", "0"));
  }

  private static Alert influxdbAway() {
    return Alert.warning(
            "KdiagInfluxdbAway",
            "max by (cluster, node) (kdiag_collector_influxdb_up{job=~\"kdiag.*\"}) == 0")
        .lasting(10)
        .kept(5)
        .says(
            "A collector cannot write to InfluxDB.",
            "{{ $labels.node }}: InfluxDB has taken nothing for ten minutes.")
        .means(
            "Points wait in a queue; when it is full the oldest are lost (KdiagInfluxdbPointsLost).")
        .step("Read why", "kubectl logs -n kdiag POD | grep -i influxdb")
        .test(Example.of().gauge("kdiag_collector_influxdb_up" + NODE, "1", "0"));
  }

  private static Alert pointsLost() {
    return Alert.warning(
            "KdiagInfluxdbPointsLost",
            "sum by (cluster, node, reason) (increase(kdiag_collector_influxdb_points_dropped_total{job=~\"kdiag.*\"}[15m])) > 0")
        .says(
            "A collector lost points meant for InfluxDB.",
            "{{ $labels.node }}: {{ $value | humanize }} points were lost: {{ $labels.reason }}.")
        .means(
            "`queue_full`: InfluxDB was away for longer than the queue lasts. `refused`: it does not accept them as they are.")
        .step("Read why", "kubectl logs -n kdiag POD | grep -i influxdb")
        .test(
            Example.of()
                .counter(
                    "kdiag_collector_influxdb_points_dropped_total{job=\"kdiag-node-agent\",node=\"n1\",reason=\"queue_full\"}",
                    0,
                    6));
  }

  private static Alert recordsLost() {
    return Alert.warning(
            "KdiagKernelRecordsLost",
            "max by (cluster, node) (increase(kdiag_problem_detector_lost_total{job=~\"kdiag.*\"}[15m])) > 0")
        .says(
            "Records of a node's kernel log were lost.",
            "{{ $labels.node }}: {{ $value | humanize }} records were overwritten before they could be read.")
        .means(
            "The kernel wrote faster than its buffer holds. A problem may have gone unseen; the journal may still have it.")
        .step(
            "Read the kernel's messages from the journal",
            "journalctl -k --since -1h -p warning --no-pager")
        .test(Example.of().counter("kdiag_problem_detector_lost_total" + NODE, 0, 6));
  }

  private static Alert eventsShed() {
    return Alert.info(
            "KdiagEventsShed",
            "max by (cluster, node) (increase(kdiag_problem_detector_events_shed_total{job=~\"kdiag.*\"}[15m])) > 0")
        .says(
            "A problem detector had more events than it may send.",
            "{{ $labels.node }}: {{ $value | humanize }} events were not sent.")
        .means(
            "Many different problems struck within minutes. Conditions and metrics are complete, events are not.")
        .step(
            "See all problems",
            "kubectl get --raw /api/v1/namespaces/kdiag/pods/POD:9740/proxy/api/v1/problems")
        .test(Example.of().counter("kdiag_problem_detector_events_shed_total" + NODE, 0, 6));
  }

  private static Alert apiErrors() {
    return Alert.warning(
            "KdiagDetectorApiErrors",
            "sum by (cluster, node, status) (increase(kdiag_problem_detector_api_errors_total{job=~\"kdiag.*\",status!=\"409\"}[15m])) > 0")
        .lasting(15)
        .kept(5)
        .says(
            "A problem detector cannot tell the API server.",
            "{{ $labels.node }}: requests to the API server fail with {{ $labels.status }}.")
        .means(
            "`none`: no answer; 401 and 403: its service account or role; conditions on the node are not what holds.")
        .step(
            "See what it may do",
            "kubectl auth can-i patch nodes --subresource=status --as=system:serviceaccount:kdiag:kdiag-node-agent")
        .test(
            Example.of()
                .counter(
                    "kdiag_problem_detector_api_errors_total{job=\"kdiag-node-agent\",node=\"n1\",status=\"403\"}",
                    0,
                    1));
  }
}
