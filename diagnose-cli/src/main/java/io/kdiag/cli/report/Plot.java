package io.kdiag.cli.report;

import io.kdiag.cli.evidence.Series;
import io.kdiag.cli.evidence.Series.Line;
import io.kdiag.cli.evidence.Series.Point;
import io.kdiag.cli.evidence.Series.Unit;
import io.kdiag.cli.timeline.UnitText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Series} drawn as SVG, with a table of the same numbers under it for those who read
 * rather than look. A gap of more than three times the usual step is left open. {@code marks} are
 * times worth a line, such as the begin of a problem.
 */
final class Plot {
  private static final double WIDTH = 560;
  private static final double HEIGHT = 130;
  private static final double LEFT = 64;
  private static final double TOP = 8;
  private static final int COLOURS = 6;
  private static final int GRID = 4;

  private final Markup page;
  private final List<Instant> marks;

  Plot(Markup page, List<Instant> marks) {
    this.page = page;
    this.marks = marks;
  }

  void draw(Series series) {
    List<Line> lines =
        series.lines().stream().filter(line -> !line.points().isEmpty()).limit(COLOURS).toList();
    Instant from = first(lines);
    if (from == null) {
      return;
    }
    Instant to =
        lines.stream()
            .map(line -> line.points().getLast().time())
            .max(Instant::compareTo)
            .orElse(from);
    TimeScale times = new TimeScale(from, to, WIDTH);
    double top = top(series.unit(), lines);
    page.open("figure", "").element("figcaption", "", series.title());
    page.raw("<svg viewBox=\"0 0 640 168\" role=\"img\" aria-label=\"")
        .text(series.title())
        .raw("\">");
    axes(series.unit(), times, top);
    for (int i = 0; i < lines.size(); i++) {
      curve(lines.get(i), times, top, "s" + i);
    }
    page.raw("</svg>\n");
    numbers(series, lines);
    page.close("figure");
  }

  private static @Nullable Instant first(List<Line> lines) {
    return lines.stream()
        .map(line -> line.points().getFirst().time())
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The axis begins at 0: a rise must not look steeper than it is. */
  private static double top(Unit unit, List<Line> lines) {
    double most = 0;
    for (Line line : lines) {
      for (Point point : line.points()) {
        most = Math.max(most, point.value());
      }
    }
    if (unit == Unit.PERCENT && most <= 100) {
      return 100;
    }
    if (most <= 0) {
      return 1;
    }
    double base = unit == Unit.BYTES ? 2 : 10;
    double size = Math.pow(base, Math.floor(Math.log(most) / Math.log(base)));
    for (double step : unit == Unit.BYTES ? new double[] {1, 1.5} : new double[] {1, 2, 5}) {
      if (most <= size * step) {
        return size * step;
      }
    }
    return size * base;
  }

  private void axes(Unit unit, TimeScale times, double top) {
    for (int i = 0; i <= GRID; i++) {
      double y = TOP + HEIGHT - HEIGHT * i / GRID;
      rule("grid", LEFT, y, LEFT + WIDTH, y);
      label(LEFT - 6, y + 4, "end", UnitText.of(unit, top * i / GRID));
    }
    for (Instant tick : times.ticks()) {
      double x = LEFT + times.x(tick);
      rule("tick", x, TOP + HEIGHT, x, TOP + HEIGHT + 4);
      label(x, TOP + HEIGHT + 18, "middle", times.label(tick));
    }
    for (Instant mark : marks) {
      if (!mark.isBefore(times.from()) && !mark.isAfter(times.to())) {
        double x = LEFT + times.x(mark);
        rule("mark", x, TOP, x, TOP + HEIGHT);
      }
    }
  }

  private void curve(Line line, TimeScale times, double top, String style) {
    page.raw("<path class=\"curve ").raw(style).raw("\" d=\"");
    long gap = 3 * usualStepMillis(line.points());
    Instant before = null;
    for (Point point : line.points()) {
      boolean open = before == null || point.time().toEpochMilli() - before.toEpochMilli() > gap;
      page.raw(open ? "M" : "L").raw(LEFT + times.x(point.time())).raw(" ");
      page.raw(TOP + HEIGHT - HEIGHT * Math.clamp(point.value() / top, 0, 1)).raw(" ");
      before = point.time();
    }
    page.raw("\"><title>").text(line.name()).raw("</title></path>");
  }

  private static long usualStepMillis(List<Point> points) {
    long span = points.getLast().time().toEpochMilli() - points.getFirst().time().toEpochMilli();
    return Math.max(1, span / Math.max(1, points.size() - 1));
  }

  private void rule(String style, double x1, double y1, double x2, double y2) {
    page.raw("<line class=\"").raw(style).raw("\" x1=\"").raw(x1).raw("\" y1=\"").raw(y1);
    page.raw("\" x2=\"").raw(x2).raw("\" y2=\"").raw(y2).raw("\"/>");
  }

  private void label(double x, double y, String anchor, String text) {
    page.raw("<text x=\"").raw(x).raw("\" y=\"").raw(y).raw("\" text-anchor=\"").raw(anchor);
    page.raw("\">").text(text).raw("</text>");
  }

  private void numbers(Series series, List<Line> lines) {
    page.raw(
        "<table class=\"numbers\"><tr><th></th><th>now</th><th>least</th><th>most</th></tr>\n");
    for (int i = 0; i < lines.size(); i++) {
      List<Point> points = lines.get(i).points();
      var all = points.stream().mapToDouble(Point::value).summaryStatistics();
      page.raw("<tr><td class=\"name\"><svg class=\"key\" viewBox=\"0 0 10 10\"><rect class=\"s")
          .raw(Integer.toString(i))
          .raw("\" width=\"10\" height=\"10\"/></svg>")
          .text(lines.get(i).name())
          .raw("</td>");
      for (double value : new double[] {points.getLast().value(), all.getMin(), all.getMax()}) {
        page.element("td", "", UnitText.of(series.unit(), value));
      }
      page.raw("</tr>\n");
    }
    page.raw("</table>").element("p", "source", "from " + series.source());
  }
}
