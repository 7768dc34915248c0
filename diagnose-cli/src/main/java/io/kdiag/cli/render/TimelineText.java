package io.kdiag.cli.render;

import io.kdiag.cli.logs.Masking;
import io.kdiag.cli.timeline.Moment;
import io.kdiag.cli.timeline.Timeline;
import io.kdiag.detector.Severity;
import io.kdiag.host.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time line for people, the oldest first, and what changed just before the trouble:
 *
 * <pre>
 * 02:51:00  change     deployment/shop/cart  revision 3: cart:2.0
 * 02:51:04  condition  pod/shop/cart-0  Ready became False, ContainersNotReady
 * 02:51:05  event      pod/shop/cart-0  BackOff: Back-off restarting (23 times until 03:04:00)
 *
 * Changed in the 15 minutes before it began (02:51:03):
 *   02:51:00  deployment/shop/cart  revision 3: cart:2.0
 * </pre>
 */
public final class TimelineText {
  private static final int BODY = 12;
  private static final int MOST = 60;
  private static final Duration REPEATS = Duration.ofMinutes(10);
  private static final Duration BEFORE = Duration.ofMinutes(15);

  private final TextStyle style;
  private final TimeText times;

  public TimelineText(TextStyle style, Instant now) {
    this.style = style;
    this.times = new TimeText(now);
  }

  /** {@code begin}: when the trouble began; null where there is none. */
  public String of(String subject, Timeline timeline, @Nullable Instant begin) {
    TextPage page = new TextPage(style.width());
    page.line(
        style.bold(VisibleText.of(subject)) + "  " + style.faint(TimeText.full(timeline.now())));
    page.blank();
    List<Moment> moments = folded(timeline.moments());
    if (moments.isEmpty()) {
      page.line("nothing happened: --since TIME looks further back");
    }
    int hidden = style.all() ? 0 : Math.max(0, moments.size() - MOST);
    if (hidden > 0) {
      page.line(style.faint(hidden + " older: --all shows them"));
    }
    boolean told = begin == null;
    for (Moment moment : moments.subList(hidden, moments.size())) {
      if (!told && begin != null && moment.time().isAfter(begin)) {
        page.line(style.paint("1;31", times.brief(begin) + "  -- it began --"));
        told = true;
      }
      moment(page, moment);
    }
    if (begin != null) {
      changes(page, timeline, begin);
    }
    return page.toString();
  }

  /**
   * Twenty pods that came in one second are one line, and so is what one object repeats, but for
   * numbers, within ten minutes each.
   */
  private static List<Moment> folded(List<Moment> moments) {
    Map<String, Moment> rows = new LinkedHashMap<>();
    for (Moment moment : moments) {
      String said = moment.lane() + kind(moment.object()) + Masking.mask(moment.text());
      String key =
          moment.lane() == Moment.Lane.CHANGE || moment.lane() == Moment.Lane.CONTAINER
              ? said + moment.time().getEpochSecond() / 2
              : said + moment.object();
      Moment before = rows.get(key);
      if (before != null && before.last().plus(REPEATS).isBefore(moment.time())) {
        rows.put(key + rows.size(), rows.remove(key));
        before = null;
      }
      rows.put(key, before == null ? moment : before.with(moment));
    }
    List<Moment> folded = new ArrayList<>(rows.values());
    folded.sort(Comparator.comparing(Moment::time));
    return folded;
  }

  private static String kind(String object) {
    return object.substring(0, Math.max(0, object.indexOf('/')));
  }

  private void moment(TextPage page, Moment moment) {
    String time = times.brief(moment.time());
    String text = VisibleText.of(moment.text()) + repeated(moment);
    String head = style.faint(time) + "  " + lane(moment) + "  " + VisibleText.of(moment.object());
    int used = time.length() + moment.object().length() + 16;
    if (used + text.length() <= style.width()) {
      page.line(head + "  " + coloured(moment, text));
    } else {
      page.line(head);
      page.paragraph(BODY, cut(text), line -> coloured(moment, line));
    }
  }

  private String lane(Moment moment) {
    String title = moment.lane().title();
    String one = title.endsWith("s") ? title.substring(0, title.length() - 1) : title;
    String padded = one + " ".repeat(Math.max(0, 9 - one.length()));
    return moment.lane() == Moment.Lane.CHANGE ? style.paint("1;36", padded) : style.faint(padded);
  }

  private String repeated(Moment moment) {
    return moment.count() <= 1
        ? ""
        : " (" + moment.count() + " times until " + times.brief(moment.last()) + ")";
  }

  private String coloured(Moment moment, String text) {
    return moment.severity() == Severity.INFO
        ? text
        : style.paint(moment.severity() == Severity.CRITICAL ? "31" : "33", text);
  }

  private String cut(String text) {
    int most = 3 * style.width();
    return style.all() || text.length() <= most ? text : text.substring(0, most) + "...";
  }

  private void changes(TextPage page, Timeline timeline, Instant begin) {
    List<Moment> changes = folded(timeline.changedBefore(begin.plusSeconds(1), BEFORE));
    page.blank();
    if (changes.isEmpty()) {
      page.line(
          style.bold("Nothing known changed")
              + " in the 15 minutes before it began ("
              + times.brief(begin)
              + ")");
      return;
    }
    page.line(
        style.bold("Changed in the 15 minutes before it began") + " (" + times.brief(begin) + "):");
    for (Moment change : changes.reversed().subList(0, Math.min(10, changes.size()))) {
      page.paragraph(
          2,
          times.brief(change.time())
              + "  "
              + VisibleText.of(change.object())
              + "  "
              + VisibleText.of(change.text()));
    }
  }
}
