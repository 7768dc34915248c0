package io.kdiag.detector;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The detector's metrics; node-problem-detector's two under its names, for the dashboards and rules
 * that people have.
 *
 * <pre>
 * problem_counter{reason="OOMKilling"} 2.0
 * problem_gauge{type="KernelDeadlock",reason="TaskHung"} 1.0
 * kdiag_problem_detector_records_total 1734.0
 * kdiag_problem_detector_lost_total 0.0
 * kdiag_problem_detector_matches_total 3.0
 * kdiag_problem_detector_lines_shed_total 0.0
 * kdiag_problem_detector_events_shed_total 0.0
 * kdiag_problem_detector_api_errors_total{status="409"} 1.0
 * </pre>
 */
final class DetectorMetrics implements AutoCloseable {
  private static final String PREFIX = "kdiag_problem_detector_";

  final Counter records = counter("records_total", "Records of the kernel log that were read.");
  final Counter lost =
      counter("lost_total", "Records of the kernel log that were overwritten before being read.");
  final Counter matches =
      counter("matches_total", "Matches of a record with a pattern of the catalogue.");
  final Counter linesShed =
      counter("lines_shed_total", "Records that were not looked at because there were too many.");
  final Counter shed =
      counter("events_shed_total", "Events that were not sent because there were too many.");
  final Counter apiErrors =
      Counter.build()
          .name(PREFIX + "api_errors_total")
          .help("Requests to the API server that failed, by HTTP status; none: no answer.")
          .labelNames("status")
          .create();

  private final CollectorRegistry registry;
  private final Problems problems;

  DetectorMetrics(CollectorRegistry registry, List<Problem> catalogue) {
    this.registry = registry;
    this.problems = new Problems(catalogue);
    for (Collector collector : all()) {
      registry.register(collector);
    }
  }

  private static Counter counter(String name, String help) {
    return Counter.build().name(PREFIX + name).help(help).create();
  }

  private List<Collector> all() {
    return List.of(records, lost, matches, linesShed, shed, apiErrors, problems);
  }

  void struck(Problem problem) {
    problems.struck(problem.code());
  }

  /** Other rules hold from now on; what was counted stays. */
  void follow(List<Problem> catalogue) {
    problems.follow(catalogue);
  }

  /** The codes of the problems that live now. */
  void living(Set<String> codes) {
    problems.living = Set.copyOf(codes);
  }

  @Override
  public void close() {
    for (Collector collector : all()) {
      registry.unregister(collector);
    }
  }

  /**
   * node-problem-detector's metrics. Of no declared type: simpleclient would call a counter {@code
   * problem_counter_total}, which is not what rules ask for.
   */
  private static final class Problems extends Collector {
    private List<Problem> catalogue;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private volatile Set<String> living = new HashSet<>();

    Problems(List<Problem> catalogue) {
      this.catalogue = catalogue;
      for (Problem problem : catalogue) {
        counts.put(problem.code(), 0L);
      }
    }

    synchronized void follow(List<Problem> newer) {
      catalogue = newer;
      for (Problem problem : newer) {
        counts.putIfAbsent(problem.code(), 0L);
      }
    }

    synchronized void struck(String code) {
      counts.merge(code, 1L, Long::sum);
    }

    @Override
    public synchronized List<MetricFamilySamples> collect() {
      MetricFamilySamples counter =
          family("problem_counter", Type.UNKNOWN, "How often a problem has struck.");
      counts.forEach(
          (code, count) -> add(counter, List.of("reason"), List.of(code), count.doubleValue()));
      MetricFamilySamples gauge =
          family("problem_gauge", Type.GAUGE, "Whether a problem affects the node now.");
      for (Problem problem : catalogue) {
        if (problem.condition().isPresent()) {
          double value = living.contains(problem.code()) ? 1 : 0;
          List<String> labels = List.of(problem.condition().get(), problem.code());
          add(gauge, List.of("type", "reason"), labels, value);
        }
      }
      return List.of(counter, gauge);
    }

    private static MetricFamilySamples family(String name, Type type, String help) {
      return new MetricFamilySamples(name, type, help, new ArrayList<>());
    }

    private static void add(
        MetricFamilySamples family, List<String> names, List<String> values, double value) {
      family.samples.add(new MetricFamilySamples.Sample(family.name, names, values, value));
    }
  }
}
