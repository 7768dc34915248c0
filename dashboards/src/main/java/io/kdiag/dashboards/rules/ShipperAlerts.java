package io.kdiag.dashboards.rules;

import java.util.List;

/** Whether logs arrive: lag, silence of Elasticsearch, refused documents, lost lines. */
final class ShipperAlerts {
  private static final String NODE = "{job=\"kdiag-node-agent\",node=\"n1\"}";

  private ShipperAlerts() {}

  static List<Alert> all() {
    return List.of(lags(), silent(), gap(), deadLetters(), deadLettersLost());
  }

  private static Alert lags() {
    return Alert.warning(
            "KdiagLogsLag",
            "max by (cluster, node) (kdiag_log_shipper_lag_bytes{job=~\"kdiag.*\"}) > 100e6")
        .lasting(15)
        .kept(5)
        .says(
            "Logs of a node arrive late.",
            "{{ $labels.node }}: {{ $value | humanize1024 }}B of log files are not read yet.")
        .means(
            """
            Containers write faster than Elasticsearch takes it. What kubelet rotates away before it is read is
            lost (KdiagLogsLost).
            """)
        .step("See who writes most", "du -s /var/log/pods/* | sort -n | tail -5")
        .step("Raise what kubelet keeps", "grep -iE 'containerLogMax' /var/lib/kubelet/config.yaml")
        .test(Example.of().gauge("kdiag_log_shipper_lag_bytes" + NODE, "90000000", "110000000"));
  }

  private static Alert silent() {
    return Alert.critical(
            "KdiagElasticsearchSilent",
            """
            max by (cluster, node) (time() - (kdiag_log_shipper_last_answer_timestamp_seconds{job=~"kdiag.*"} > 0)) > 300
            and
            max by (cluster, node) (kdiag_log_shipper_unacknowledged_batches{job=~"kdiag.*"}) > 0
            """)
        .lasting(5)
        .kept(5)
        .says(
            "Elasticsearch does not answer a log shipper.",
            "{{ $labels.node }}: Elasticsearch has not answered for {{ $value | humanizeDuration }} although logs wait.")
        .means(
            "No logs arrive from this node. Nothing is lost until kubelet deletes files that were not read yet.")
        .step(
            "Ask its health",
            "kubectl get --raw /api/v1/namespaces/kdiag/pods/POD:9740/proxy/health/readiness")
        .step("Read why", "kubectl logs -n kdiag POD | grep -i elasticsearch")
        .test(
            Example.of()
                .gauge(
                    "kdiag_log_shipper_last_answer_timestamp_seconds" + NODE,
                    "60+60",
                    "3540",
                    "9e9")
                .gauge("kdiag_log_shipper_unacknowledged_batches" + NODE, "1", "3"));
  }

  private static Alert gap() {
    return Alert.critical(
            "KdiagLogsLost",
            "max by (cluster, node) (increase(kdiag_log_shipper_gaps_total{job=~\"kdiag.*\"}[15m])) > 0")
        .says(
            "Log lines of a node were lost.",
            "{{ $labels.node }}: {{ $value | humanize }} files were deleted before they were read to their end.")
        .means(
            """
            kubelet rotated a container's log away before the shipper could read it: the shipper or Elasticsearch
            was away too long, or a container writes faster than it can be shipped.
            """)
        .step(
            "See how many bytes",
            "kubectl get --raw /api/v1/namespaces/kdiag/pods/POD:9740/proxy/metrics | grep gap_bytes")
        .step(
            "Keep more of a container's log",
            "grep -iE 'containerLogMax' /var/lib/kubelet/config.yaml")
        .test(Example.of().counter("kdiag_log_shipper_gaps_total" + NODE, 0, 1));
  }

  private static Alert deadLetters() {
    return Alert.warning(
            "KdiagDeadLetters",
            "max by (cluster, node) (increase(kdiag_log_shipper_dead_letters_total{job=~\"kdiag.*\"}[15m])) > 0")
        .says(
            "Elasticsearch refused log lines of a node.",
            "{{ $labels.node }}: {{ $value | humanize }} documents were refused and kept in the dead letter file.")
        .means(
            """
            The documents do not fit the index's mapping, mostly. They are kept with the reason in
            /var/lib/kdiag/log-shipper/dead-letters.ndjson on the node.
            """)
        .step("Read the reasons", "tail -n 5 /var/lib/kdiag/log-shipper/dead-letters.ndjson")
        .test(Example.of().counter("kdiag_log_shipper_dead_letters_total" + NODE, 0, 1));
  }

  private static Alert deadLettersLost() {
    return Alert.critical(
            "KdiagDeadLettersLost",
            "max by (cluster, node) (increase(kdiag_log_shipper_dead_letter_dropped_bytes_total{job=~\"kdiag.*\"}[15m])) > 0")
        .says(
            "A full dead letter file was given up.",
            "{{ $labels.node }}: {{ $value | humanize1024 }}B of refused documents were given up for newer ones.")
        .means("So many documents are refused that the dead letter file was filled twice.")
        .step("Read the reasons", "tail -n 5 /var/lib/kdiag/log-shipper/dead-letters.ndjson")
        .test(
            Example.of()
                .counter("kdiag_log_shipper_dead_letter_dropped_bytes_total" + NODE, 0, 60));
  }
}
