package io.kdiag.collector.influxdb;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/**
 * The sink's own metrics.
 *
 * <pre>
 * kdiag_collector_influxdb_up 1
 * kdiag_collector_influxdb_queue_batches 0
 * kdiag_collector_influxdb_queue_bytes 0
 * kdiag_collector_influxdb_queue_points 0
 * kdiag_collector_influxdb_points_written_total 840
 * kdiag_collector_influxdb_points_dropped_total{reason="busy"} 0
 * kdiag_collector_influxdb_points_dropped_total{reason="disk"} 0
 * kdiag_collector_influxdb_points_dropped_total{reason="queue_full"} 0
 * kdiag_collector_influxdb_points_dropped_total{reason="too_old"} 0
 * kdiag_collector_influxdb_points_dropped_total{reason="refused"} 0
 * kdiag_collector_influxdb_write_failures_total 0
 * </pre>
 */
final class SinkMetrics {
  private static final String[] REASONS = {"busy", "disk", "queue_full", "refused", "too_old"};

  private final Gauge up;
  private final Gauge waiting;
  private final Gauge waitingBytes;
  private final Gauge waitingPoints;
  private final Counter written;
  private final Counter dropped;
  private final Counter failures;

  SinkMetrics(CollectorRegistry registry) {
    up =
        Gauge.build("kdiag_collector_influxdb_up", "1 where the last write was answered.")
            .register(registry);
    waiting =
        Gauge.build("kdiag_collector_influxdb_queue_batches", "Batches that wait on disk.")
            .register(registry);
    waitingBytes =
        Gauge.build("kdiag_collector_influxdb_queue_bytes", "Their bytes there.")
            .register(registry);
    waitingPoints =
        Gauge.build("kdiag_collector_influxdb_queue_points", "Their points.").register(registry);
    written =
        Counter.build("kdiag_collector_influxdb_points_written_total", "Points taken.")
            .register(registry);
    dropped =
        Counter.build("kdiag_collector_influxdb_points_dropped_total", "Points lost, by reason.")
            .labelNames("reason")
            .register(registry);
    failures =
        Counter.build("kdiag_collector_influxdb_write_failures_total", "Writes to be repeated.")
            .register(registry);
    for (String reason : REASONS) {
      dropped.labels(reason);
    }
  }

  void written(int points) {
    up.set(1);
    written.inc(points);
  }

  void failed() {
    up.set(0);
    failures.inc();
  }

  void dropped(String reason, int points) {
    dropped.labels(reason).inc(points);
  }

  void waiting(int batches, long bytes, long points) {
    waiting.set(batches);
    waitingBytes.set((double) bytes);
    waitingPoints.set((double) points);
  }
}
