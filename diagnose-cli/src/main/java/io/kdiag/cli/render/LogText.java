package io.kdiag.cli.render;

import io.kdiag.cli.logs.LineGroup;
import io.kdiag.cli.logs.LogLevel;
import io.kdiag.cli.logs.LogLine;
import io.kdiag.cli.rules.Quantities;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Log lines and their groups for people. Whatever a line holds, it stays one line and moves no
 * cursor.
 *
 * <pre>
 * 03:04:05.123  shop/cart-0/app  connection to 10.1.2.3:5432 refused after 30ms
 *
 *   1,204  ERROR  02:51:05 to 03:04:05  shop/cart-0/app and 3 more
 *          connection to &lt;addr> refused after &lt;num>
 *          as in: connection to 10.1.2.3:5432 refused after 30ms
 * </pre>
 */
public final class LogText {
  private static final String[] ORIGINS = {"36", "35", "34", "32"};
  private static final int COUNT = 8;
  private final TextStyle style;
  private final TimeText times;

  public LogText(TextStyle style, Instant now) {
    this.style = style;
    this.times = new TimeText(now);
  }

  public String line(LogLine line) {
    String message = VisibleText.of(line.message());
    String origin = VisibleText.of(line.origin());
    return style.faint(time(line.time()))
        + "  "
        + style.paint(ORIGINS[Math.floorMod(origin.hashCode(), ORIGINS.length)], origin)
        + "  "
        + coloured(line.level(), message);
  }

  private String time(Instant time) {
    if (time.equals(Instant.EPOCH)) {
      return "no time";
    }
    long millis = time.truncatedTo(ChronoUnit.MILLIS).toEpochMilli() % 1000;
    String brief = times.brief(time);
    return brief + '.' + (millis < 10 ? "00" : millis < 100 ? "0" : "") + millis;
  }

  private String coloured(LogLevel level, String text) {
    return switch (level) {
      case FATAL, ERROR -> style.paint("31", text);
      case WARN -> style.paint("33", text);
      case DEBUG, TRACE -> style.faint(text);
      case INFO, UNKNOWN -> text;
    };
  }

  public String group(LineGroup group) {
    String count = Quantities.count(group.count());
    String margin = " ".repeat(COUNT + 2);
    StringBuilder out = new StringBuilder();
    out.append(" ".repeat(Math.max(0, COUNT - count.length()))).append(style.bold(count));
    out.append("  ").append(level(group.level())).append(style.faint(span(group))).append("  ");
    out.append(VisibleText.of(origins(group.origins()))).append('\n');
    out.append(margin).append(coloured(group.level(), cut(group.template()))).append('\n');
    if (!group.template().equals(group.sample().strip())) {
      out.append(margin).append(style.faint("as in: " + cut(group.sample()))).append('\n');
    }
    return out.toString();
  }

  private String level(LogLevel level) {
    return level == LogLevel.UNKNOWN ? "" : coloured(level, level.name()) + "  ";
  }

  private String span(LineGroup group) {
    if (group.first().equals(Instant.EPOCH)) {
      return "no times";
    }
    String first = times.brief(group.first());
    return group.count() == 1 ? first : first + " to " + times.brief(group.last());
  }

  private static String origins(List<String> origins) {
    return origins.getFirst()
        + (origins.size() > 1 ? " and " + (origins.size() - 1) + " more" : "");
  }

  /** To the width of the screen, unless all is wanted. */
  private String cut(String text) {
    String visible = VisibleText.of(text.strip());
    int room = Math.max(40, 2 * style.width() - COUNT - 10);
    return style.all() || visible.length() <= room ? visible : visible.substring(0, room) + "...";
  }
}
