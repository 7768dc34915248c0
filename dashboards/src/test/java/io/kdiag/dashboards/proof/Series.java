package io.kdiag.dashboards.proof;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a back end answered: a line of a graph, a value of now (one point), or a log line.
 *
 * @param labels what tells it from others
 * @param points by time
 */
record Series(Map<String, String> labels, List<Point> points) {
  /** A value at a time in milliseconds; none where there is a hole. */
  record Point(long time, @Nullable Double value) {}

  boolean hasValue() {
    return points.stream().anyMatch(point -> point.value != null);
  }
}
