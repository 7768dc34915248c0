package io.kdiag.shipper;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/**
 * The shipper's own metrics.
 *
 * <pre>
 * kdiag_log_shipper_lines_total 120000
 * kdiag_log_shipper_bytes_total 1.8e+07
 * kdiag_log_shipper_bulk_items_total{result="created"} 119990
 * kdiag_log_shipper_bulk_requests_total{result="answered"} 24
 * kdiag_log_shipper_dead_letters_total 0
 * kdiag_log_shipper_dead_letter_dropped_bytes_total 0
 * kdiag_log_shipper_gaps_total 0
 * kdiag_log_shipper_gap_bytes_total 0
 * kdiag_log_shipper_lost_bytes_total{reason="deleted"} 0
 * kdiag_log_shipper_lag_bytes 2048
 * kdiag_log_shipper_lag_seconds 0.4
 * kdiag_log_shipper_time_to_loss_seconds +Inf
 * kdiag_log_shipper_container_lag_bytes{namespace="default",pod="web-0",container="nginx"} 2048
 * kdiag_log_shipper_runs 31
 * kdiag_log_shipper_unacknowledged_batches 1
 * kdiag_log_shipper_last_answer_timestamp_seconds 1.795e+09
 * </pre>
 */
final class ShipperMetrics {
  private static final String[] CONTAINER = {"namespace", "pod", "container"};

  final Counter.Child lines;
  final Counter.Child bytes;
  final Counter items;
  final Counter requests;
  final Counter deadLetters;
  final Counter deadLettersDroppedBytes;
  final Counter gaps;
  final Counter gapBytes;
  final Counter lost;
  final Gauge lagBytes;
  final Gauge lagSeconds;
  final Gauge secondsToLoss;
  final Gauge containerLagBytes;
  final Gauge containerLagSeconds;
  final Counter held;
  final Counter replaysAsked;
  final Gauge runs;
  final Gauge unacknowledged;
  final Gauge lastAnswer;

  ShipperMetrics(CollectorRegistry registry) {
    lines = counter(registry, "lines", "Log lines read, each part of a long line.").labels();
    bytes = counter(registry, "bytes", "Bytes of log files read.").labels();
    items =
        counter(registry, "bulk_items", "Items of bulk requests by what became of them.", "result");
    requests = counter(registry, "bulk_requests", "Bulk requests by how they ended.", "result");
    deadLetters = counter(registry, "dead_letters", "Documents that Elasticsearch refused.");
    deadLettersDroppedBytes =
        counter(registry, "dead_letter_dropped_bytes", "Bytes of dead letters given up for newer.");
    gaps = counter(registry, "gaps", "Files deleted before they were read to their end.");
    lost = counter(registry, "lost_bytes", "Bytes of logs that were lost, by reason.", "reason");
    for (Gap.Reason reason : Gap.Reason.values()) {
      lost.labels(reason.label);
    }
    gapBytes = counter(registry, "gap_bytes", "Bytes known to have been in such files.");
    lagBytes = gauge(registry, "lag_bytes", "Bytes of log files not yet read.");
    lagSeconds = gauge(registry, "lag_seconds", "Age of the oldest line not yet read.");
    secondsToLoss =
        gauge(
            registry,
            "time_to_loss_seconds",
            "Time until kubelet deletes what is not read, at present speeds; infinite for never.");
    containerLagBytes =
        gauge(registry, "container_lag_bytes", "lag_bytes of the worst containers.", CONTAINER);
    containerLagSeconds =
        gauge(registry, "container_lag_seconds", "lag_seconds of the worst containers.", CONTAINER);
    held = counter(registry, "held_turns", "Turns not given to a container above its limit.");
    replaysAsked =
        counter(
            registry,
            "replays_asked",
            "Batches whose ids were asked for, since they may lie in an older backing index.");
    runs = gauge(registry, "runs", "Runs of containers being followed.");
    unacknowledged = gauge(registry, "unacknowledged_batches", "Batches not yet acknowledged.");
    lastAnswer =
        gauge(registry, "last_answer_timestamp_seconds", "When Elasticsearch last answered.");
  }

  private static Counter counter(
      CollectorRegistry registry, String name, String help, String... labels) {
    return Counter.build("kdiag_log_shipper_" + name + "_total", help)
        .labelNames(labels)
        .register(registry);
  }

  private static Gauge gauge(
      CollectorRegistry registry, String name, String help, String... labels) {
    return Gauge.build("kdiag_log_shipper_" + name, help).labelNames(labels).register(registry);
  }
}
