package io.kdiag.cli.evidence;

import java.time.Instant;
import java.util.List;

/**
 * Numbers over time that belong on one plot: {@code title} says of what, {@code source} where they
 * were read. The points of each line are in the order of time; none of them is NaN or infinite.
 */
public record Series(String title, Unit unit, String source, List<Line> lines) {

  /** What a point counts. */
  public enum Unit {
    PERCENT,
    BYTES,
    CORES,
    COUNT
  }

  /** One of them: a node's mode, a pod. */
  public record Line(String name, List<Point> points) {}

  /** A value at a time. */
  public record Point(Instant time, double value) {}
}
