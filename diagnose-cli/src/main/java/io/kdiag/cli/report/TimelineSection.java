package io.kdiag.cli.report;

import io.kdiag.cli.render.TimeText;
import io.kdiag.cli.timeline.Moment;
import io.kdiag.cli.timeline.Moment.Lane;
import io.kdiag.cli.timeline.Timeline;
import io.kdiag.detector.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The time line: a lane for each kind of moment drawn over time, and all of them as a table. */
final class TimelineSection {
  private static final double WIDTH = 800;
  private static final double LEFT = 96;
  private static final double LANE_HEIGHT = 26;
  private static final int MOST_ROWS = 200;
  private static final int ROWS_SHOWN = 40;

  /** Most of what matters is new: the shortest of these that shows most moments is drawn. */
  private static final List<Duration> SPANS =
      List.of(
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(60));

  private static final double MOST = 0.8;

  private final Markup page;
  private final TimeText times;

  TimelineSection(Markup page, TimeText times) {
    this.page = page;
    this.times = times;
  }

  void write(Timeline timeline, List<Instant> begins) {
    if (timeline.moments().isEmpty()) {
      return;
    }
    page.raw("<section><h2>Time line</h2>\n");
    lanes(timeline, begins);
    List<Moment> newest = timeline.moments().reversed();
    table(newest.subList(0, Math.min(ROWS_SHOWN, newest.size())));
    if (newest.size() > ROWS_SHOWN) {
      List<Moment> older = newest.subList(ROWS_SHOWN, Math.min(MOST_ROWS, newest.size()));
      page.raw("<details>").element("summary", "", older.size() + " older");
      table(older);
      page.raw("</details>\n");
    }
    page.raw("</section>\n");
  }

  private static Timeline drawn(Timeline timeline) {
    for (Duration span : SPANS) {
      Timeline part = timeline.within(span);
      if (part.moments().size() >= MOST * timeline.moments().size()) {
        return part;
      }
    }
    return timeline;
  }

  private void lanes(Timeline timeline, List<Instant> begins) {
    Timeline drawn = drawn(timeline);
    Set<Lane> used = EnumSet.noneOf(Lane.class);
    drawn.moments().forEach(moment -> used.add(moment.lane()));
    List<Lane> lanes = new ArrayList<>(used);
    TimeScale scale = new TimeScale(start(timeline, drawn), timeline.now(), WIDTH);
    double bottom = lanes.size() * LANE_HEIGHT + 6;
    page.raw("<svg class=\"lanes\" role=\"img\" aria-label=\"time line\" viewBox=\"0 0 920 ")
        .raw(bottom + 24)
        .raw("\">");
    for (Instant tick : scale.ticks()) {
      double x = LEFT + scale.x(tick);
      line("grid", x, 0, x, bottom);
      label(x, bottom + 16, "middle", scale.label(tick));
    }
    for (Instant begin : begins) {
      if (!begin.isBefore(scale.from())) {
        line("mark", LEFT + scale.x(begin), 0, LEFT + scale.x(begin), bottom);
      }
    }
    for (int i = 0; i < lanes.size(); i++) {
      double y = i * LANE_HEIGHT + LANE_HEIGHT / 2 + 3;
      label(LEFT - 12, y + 4, "end", lanes.get(i).title());
      line("lane", LEFT, y, LEFT + WIDTH, y);
      for (Moment moment : drawn.moments()) {
        if (moment.lane() == lanes.get(i)) {
          dot(moment, scale, y);
        }
      }
    }
    page.raw("</svg>\n");
  }

  private static Instant start(Timeline all, Timeline drawn) {
    Instant first = drawn.now();
    for (Moment moment : drawn.moments()) {
      boolean longRunning = Duration.between(moment.time(), moment.last()).toDays() > 0;
      Instant time = longRunning ? moment.last() : moment.time();
      first = time.isBefore(first) ? time : first;
    }
    Duration span = Duration.between(first, all.now());
    return first.minus(span.dividedBy(20).plusSeconds(1));
  }

  private void dot(Moment moment, TimeScale scale, double y) {
    double from = LEFT + scale.x(moment.time());
    double to = LEFT + scale.x(moment.last());
    double size = 4 + Math.min(4, Math.log10((double) moment.count()) * 2);
    page.raw("<rect class=\"")
        .raw(HtmlRenderer.style(moment.severity()))
        .raw("\" rx=\"")
        .raw(size)
        .raw("\" x=\"")
        .raw(from - size)
        .raw("\" y=\"")
        .raw(y - size)
        .raw("\" width=\"")
        .raw(to - from + 2 * size)
        .raw("\" height=\"")
        .raw(2 * size)
        .raw("\"><title>")
        .text(times.brief(moment.time()) + " " + moment.object() + " " + moment.text())
        .raw("</title></rect>");
  }

  private void table(List<Moment> moments) {
    page.raw("<table class=\"moments\">\n");
    for (Moment moment : moments) {
      page.open(
          "tr", moment.severity() == Severity.INFO ? "" : HtmlRenderer.style(moment.severity()));
      page.element("td", "time", times.brief(moment.time()));
      page.element("td", "lane", moment.lane().title()).element("td", "object", moment.object());
      page.open("td", "words").text(moment.text());
      if (moment.count() > 1) {
        page.element(
            "span", "count", moment.count() + " times, last " + times.brief(moment.last()));
      }
      page.raw("</td>").close("tr");
    }
    page.close("table");
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    page.raw("<line class=\"").raw(style).raw("\" x1=\"").raw(x1).raw("\" y1=\"").raw(y1);
    page.raw("\" x2=\"").raw(x2).raw("\" y2=\"").raw(y2).raw("\"/>");
  }

  private void label(double x, double y, String anchor, String text) {
    page.raw("<text x=\"").raw(x).raw("\" y=\"").raw(y).raw("\" text-anchor=\"").raw(anchor);
    page.raw("\">").text(text).raw("</text>");
  }
}
