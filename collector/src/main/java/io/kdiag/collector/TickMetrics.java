package io.kdiag.collector;

import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Summary;
import java.util.Map;

/**
 * The collector's own metrics of its ticks.
 *
 * <pre>
 * kdiag_collector_tick_seconds_count 120
 * kdiag_collector_tick_seconds_sum 1.31
 * kdiag_collector_tick_failures_total 0
 * kdiag_collector_last_tick_timestamp_seconds 1795218944
 * kdiag_collector_cgroups_read 17
 * kdiag_collector_cgroup_parts_skipped_total{reason="unreadable"} 0
 * kdiag_collector_cgroups_skipped_total{reason="gone"} 2
 * kdiag_collector_series{endpoint="/metrics"} 1873
 * kdiag_collector_series_dropped{reason="series_limit"} 0
 * kdiag_collector_api_server_up 1
 * kdiag_collector_source_failures_total{source="conntrack",reason="malformed"} 1
 * </pre>
 */
final class TickMetrics {
  private final Summary seconds;
  private final Counter failures;
  private final Gauge lastTick;
  private final Gauge cgroups;
  private final Counter skipped;
  private final Counter sourceFailures;
  private final Counter skippedCgroups;
  private final Gauge series;
  private final Gauge dropped;
  private final Gauge apiServer;
  private final CollectorLog log;

  TickMetrics(CollectorRegistry registry, CollectorLog log) {
    this.log = log;
    seconds =
        Summary.build("kdiag_collector_tick_seconds", "How long ticks took.").register(registry);
    failures =
        Counter.build("kdiag_collector_tick_failures_total", "Ticks that gave no sample.")
            .register(registry);
    lastTick =
        Gauge.build("kdiag_collector_last_tick_timestamp_seconds", "When the last sample was read.")
            .register(registry);
    cgroups =
        Gauge.build("kdiag_collector_cgroups_read", "Cgroups in the last sample.")
            .register(registry);
    skipped =
        Counter.build(
                "kdiag_collector_cgroup_parts_skipped_total",
                "Parts of cgroups (processor, memory, threads) left out of a sample, by reason.")
            .labelNames("reason")
            .register(registry);
    sourceFailures =
        Counter.build(
                "kdiag_collector_source_failures_total",
                "Times that a source of the node gave nothing although it is there, by reason.")
            .labelNames("source", "reason")
            .register(registry);
    skippedCgroups =
        Counter.build(
                "kdiag_collector_cgroups_skipped_total",
                "Cgroups left out of a sample, by reason: they ended while it was read, or the"
                    + " limit of series was reached.")
            .labelNames("reason")
            .register(registry);
    series =
        Gauge.build("kdiag_collector_series", "Series in the last answer of an endpoint.")
            .labelNames("endpoint")
            .register(registry);
    dropped =
        Gauge.build(
                "kdiag_collector_series_dropped",
                "Series that are missing in the present sample, by reason.")
            .labelNames("reason")
            .register(registry);
    apiServer =
        Gauge.build(
                "kdiag_collector_api_server_up",
                "1 where the API server answered last time, 0 where not, -1 without any.")
            .register(registry);
    skippedCgroups.labels("gone");
    skippedCgroups.labels(SeriesBudget.REASON);
    dropped.labels(SeriesBudget.REASON);
    skipped.labels("unreadable");
    skipped.labels("malformed");
  }

  void failed(RuntimeException e) {
    failures.inc();
    log.complain("tick failed", "error=" + CollectorLog.quoted(e.toString()));
  }

  void wrote(String endpoint, long samples) {
    series.labels(endpoint).set((double) samples);
  }

  void apiServer(int state) {
    apiServer.set(state);
  }

  void skipped(int gone, int overLimit, long series) {
    skippedCgroups.labels("gone").inc(gone);
    skippedCgroups.labels(SeriesBudget.REASON).inc(overLimit);
    dropped.labels(SeriesBudget.REASON).set((double) series);
  }

  void ticked(Sample sample, double tookSeconds) {
    seconds.observe(tookSeconds);
    lastTick.set(sample.time().toEpochMilli() / 1e3);
    cgroups.set(sample.containers().size());
    for (Map.Entry<String, Reading<?>> source : sample.sources().entrySet()) {
      note(source.getKey(), source.getValue());
    }
    for (OwnedCgroup cgroup : sample.containers()) {
      skip(cgroup.usage().cpu());
      skip(cgroup.usage().memory());
      skip(cgroup.usage().tasks());
    }
  }

  /** What is absent is not missed: this machine has no such thing. */
  private void note(String name, Reading<?> reading) {
    switch (reading) {
      case Reading.Present<?> present -> {}
      case Reading.Absent<?> absent -> {}
      case Reading.Unreadable<?>(String source, String reason) -> {
        sourceFailures.labels(name, "unreadable").inc();
        log.complain("cannot read", "source=" + source + " error=" + CollectorLog.quoted(reason));
      }
      case Reading.Malformed<?>(String source, String problem) -> {
        sourceFailures.labels(name, "malformed").inc();
        log.complain("malformed", "source=" + source + " error=" + CollectorLog.quoted(problem));
      }
    }
  }

  private void skip(Reading<?> part) {
    if (part instanceof Reading.Unreadable) {
      skipped.labels("unreadable").inc();
    } else if (part instanceof Reading.Malformed<?>(String source, String problem)) {
      skipped.labels("malformed").inc();
      log.complain("malformed", "source=" + source + " error=" + CollectorLog.quoted(problem));
    }
  }
}
