package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Series.Line;
import io.kdiag.cli.evidence.Series.Point;
import io.kdiag.detector.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a number changed for good: of all ways to cut a line of points in two, the cut whose halves
 * differ most, told when their means are further apart than four times what the points in the
 * halves scatter, and by a fifth of the larger mean at least.
 */
final class MetricMoments {
  private static final int FEWEST_EACH_SIDE = 4;
  private static final double SCATTERS = 4;
  private static final double LEAST_SHARE = 0.2;

  private MetricMoments() {}

  static void add(Series series, List<Moment> moments) {
    for (Line line : series.lines()) {
      Change change = change(line.points());
      if (change != null) {
        moments.add(
            Moment.once(
                change.at().time(),
                Moment.Lane.METRIC,
                Severity.INFO,
                line.name(),
                series.title()
                    + (change.after() > change.before() ? " rose from " : " fell from ")
                    + UnitText.of(series.unit(), change.before())
                    + " to "
                    + UnitText.of(series.unit(), change.after()),
                series.source()));
      }
    }
  }

  record Change(Point at, double before, double after) {}

  /** Null where no cut stands out. Sums are kept, so that each cut costs the same. */
  static @Nullable Change change(List<Point> points) {
    int size = points.size();
    double[] sums = new double[size + 1];
    double[] squares = new double[size + 1];
    for (int i = 0; i < size; i++) {
      double value = points.get(i).value();
      sums[i + 1] = sums[i] + value;
      squares[i + 1] = squares[i] + value * value;
    }
    Change best = null;
    double least = Double.MAX_VALUE;
    for (int cut = FEWEST_EACH_SIDE; cut <= size - FEWEST_EACH_SIDE; cut++) {
      double before = sums[cut] / cut;
      double after = (sums[size] - sums[cut]) / (size - cut);
      double left = squares[cut] - cut * before * before;
      double right = squares[size] - squares[cut] - (size - cut) * after * after;
      double scatter = Math.max(0, left + right);
      if (scatter < least) {
        least = scatter;
        best = new Change(points.get(cut), before, after);
      }
    }
    return best != null && standsOut(best, Math.sqrt(least / size)) ? best : null;
  }

  private static boolean standsOut(Change change, double scatter) {
    double step = Math.abs(change.after() - change.before());
    double larger = Math.max(Math.abs(change.after()), Math.abs(change.before()));
    return step > SCATTERS * scatter && step > LEAST_SHARE * larger;
  }
}
