package io.kdiag.cli.render;

import io.kdiag.cli.evidence.kube.Event;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events as a table. Those of one reason about objects that one workload made are one line, with
 * the newest one's words:
 *
 * <pre>
 * 03:04:05   124  Warning  BackOff      pod/shop/cart-0 and 2 more
 *                 Back-off restarting failed container
 * </pre>
 */
public final class EventText {
  private static final int MARGIN = 16;
  private final TextStyle style;
  private final TimeText times;

  public EventText(TextStyle style, Instant now) {
    this.style = style;
    this.times = new TimeText(now);
  }

  private record Row(Event newest, long times, int objects) {}

  /** {@code events} oldest first; of the rows the last {@code most}. */
  public String of(List<Event> events, int most) {
    TextPage page = new TextPage(style.width());
    if (events.isEmpty()) {
      return page.line("no events").toString();
    }
    List<Row> rows = rows(events);
    if (rows.size() > most) {
      page.line(style.faint((rows.size() - most) + " older: --all shows them"));
    }
    for (Row row : rows.subList(Math.max(0, rows.size() - most), rows.size())) {
      write(page, row);
    }
    return page.toString();
  }

  private List<Row> rows(List<Event> events) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Event event : events) {
      String key = style.all() ? event.namespace() + "/" + event.name() : key(event);
      Row before = rows.remove(key); // so that a row stands where its newest event does
      rows.put(
          key,
          before == null
              ? new Row(event, event.times(), 1)
              : new Row(
                  event,
                  before.times() + event.times(),
                  before.objects() + (before.newest().about().equals(event.about()) ? 0 : 1)));
    }
    return new ArrayList<>(rows.values());
  }

  /** Without what the pods of one ReplicaSet differ in. */
  private static String key(Event event) {
    String about = event.about();
    String family =
        about.replaceFirst("-[a-z0-9]{8,10}-[a-z0-9]{5}$", "").replaceFirst("-\\d+$", "");
    return event.type() + event.reason() + family;
  }

  private void write(TextPage page, Row row) {
    Event event = row.newest();
    Instant last = event.last();
    String time = last == null ? "no time" : times.brief(last);
    String count = row.times() > 1 ? Long.toString(row.times()) : "";
    String more = row.objects() > 1 ? " and " + (row.objects() - 1) + " more" : "";
    String reason = VisibleText.of(event.reason());
    page.line(
        style.faint(time)
            + " ".repeat(Math.max(1, 14 - time.length() - count.length()))
            + count
            + "  "
            + (event.warning() ? style.paint("1;33", reason) : style.bold(reason))
            + "  "
            + VisibleText.of(event.about())
            + more);
    page.paragraph(
        MARGIN, VisibleText.of(event.message().strip()), event.warning() ? s -> s : style::faint);
  }
}
