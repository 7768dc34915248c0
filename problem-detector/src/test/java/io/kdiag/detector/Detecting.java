package io.kdiag.detector;

import io.kdiag.detector.api.NodeCondition;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.host.HostRoot;
import io.kdiag.host.kernellog.KernelRecord;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The detector's inside without its threads, for tests that move the clock. */
final class Detecting {
  final MovedClock clock = new MovedClock();
  final CollectorRegistry registry = new CollectorRegistry();
  final DetectorMetrics metrics = new DetectorMetrics(registry, Catalogue.load().problems());
  final FakeNodeApi api = new FakeNodeApi();
  final NodeProblems problems;
  final NodeReporter reporter;
  private long sequence;

  Detecting(Path root) {
    problems =
        new NodeProblems(
            "node-1",
            Catalogue.load(),
            new PodNames(new HostRoot(root)),
            metrics,
            Duration.ofMinutes(10),
            clock,
            () -> {});
    problems.boot("boot-1");
    reporter =
        new NodeReporter(
            problems, api, Duration.ofMinutes(5), metrics, new DetectorLog(), clock, new Random(1));
  }

  /** The kernel says something now. */
  Detecting kernel(String text) {
    problems.accept(new KernelRecord(++sequence, 0, 4, 0, clock.instant(), text));
    return this;
  }

  Detecting pass(Duration duration) {
    clock.pass(duration);
    problems.tick();
    return this;
  }

  List<ReportedProblem> active() {
    return problems.document().active();
  }

  List<ReportedProblem> recent() {
    return problems.document().recent();
  }

  NodeCondition condition(String type) {
    return problems.standing().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  double sample(String name, String... labels) {
    String[] names = new String[labels.length / 2];
    String[] values = new String[labels.length / 2];
    for (int i = 0; i < names.length; i++) {
      names[i] = labels[2 * i];
      values[i] = labels[2 * i + 1];
    }
    Double value = registry.getSampleValue(name, names, values);
    return value == null ? Double.NaN : value;
  }
}
