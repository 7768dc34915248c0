package io.kdiag.cli.report;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.EvidenceSamples;
import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Series.Line;
import io.kdiag.cli.evidence.Series.Point;
import io.kdiag.cli.evidence.Series.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Evidence worth plotting: an hour in which the processors get busy and a container leaks. */
final class Reports {
  private static final int MINUTES = 60;
  private static final String SOURCE = "http://prometheus:9090";

  private Reports() {}

  static Evidence evidence() {
    return with(
        new Series(
            "processors busy",
            Unit.PERCENT,
            SOURCE,
            List.of(
                line("k8s-node-1", i -> i < 35 ? 12 + i % 4 : 88 + i % 5),
                line("its siblings", i -> 18 + i % 3))),
        new Series(
            "memory of pods",
            Unit.BYTES,
            SOURCE,
            List.of(
                line("shop/cart-0", i -> (80 + 7.0 * (i % 30)) * (1 << 20)),
                line("shop/web-0", i -> 120.0 * (1 << 20)))),
        new Series(
            "processor time of pods", Unit.CORES, SOURCE, List.of(line("shop/cart-0", i -> .2))));
  }

  static Evidence hostile() {
    String hostile = "\u001b[2J<script>alert(1)</script>\u202e\"' onload=\"x";
    return with(new Series(hostile, Unit.COUNT, hostile, List.of(line(hostile, i -> i))));
  }

  private static Evidence with(Series... series) {
    Evidence rich = EvidenceSamples.rich();
    return new Evidence(
        rich.kdiagVersion(),
        rich.now(),
        rich.host(),
        null,
        rich.notChecked(),
        rich.sources(),
        List.of(series));
  }

  private static Line line(String name, IntToDoubleFunction value) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < MINUTES; i++) {
      Instant time = TestEvidence.NOW.minusSeconds(60L * (MINUTES - i));
      points.add(new Point(time, value.applyAsDouble(i)));
    }
    return new Line(name, List.copyOf(points));
  }
}
