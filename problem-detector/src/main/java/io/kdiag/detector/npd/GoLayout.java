package io.kdiag.detector.npd;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads time stamps by a layout of Go's, which writes a certain moment ({@code Mon Jan 2 15:04:05
 * 2006 -0700}) as it is to look. Without a year it is the last such day that was, without a zone it
 * is this machine's.
 *
 * @see <a href="https://pkg.go.dev/time#pkg-constants">time.Layout</a>
 */
public final class GoLayout {
  private final DateTimeFormatter formatter;
  private final ZoneId zone;

  /**
   * @throws IllegalArgumentException if a part of the layout is not known
   */
  public GoLayout(String layout, ZoneId zone) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    int at = 0;
    while (at < layout.length()) {
      at += part(layout.substring(at), builder);
    }
    this.formatter = builder.toFormatter(Locale.ENGLISH);
    this.zone = zone;
  }

  /** Appends what the layout begins with; how long that is. */
  private static int part(String layout, DateTimeFormatterBuilder out) {
    String[][] patterns = {
      {"2006", "uuuu"},
      {"January", "MMMM"},
      {"Jan", "MMM"},
      {"Monday", "EEEE"},
      {"Mon", "EEE"},
      {"01", "MM"},
      {"02", "dd"},
      {"_2", "ppd"},
      {"15", "HH"},
      {"03", "hh"},
      {"04", "mm"},
      {"05", "ss"},
      {"06", "uu"},
      {"PM", "a"},
      {"Z07:00", "XXX"},
      {"Z0700", "XX"},
      {"-07:00", "xxx"},
      {"-0700", "xx"},
      {"-07", "x"},
      {"1", "M"},
      {"2", "d"},
      {"3", "h"},
      {"4", "m"},
      {"5", "s"}
    };
    if (layout.startsWith("MST")) {
      out.appendZoneText(TextStyle.SHORT);
      return 3;
    }
    if (layout.matches("(?s)[.,][09]+(?![0-9]).*")) {
      int digits = 1;
      while (digits < layout.length() && layout.charAt(digits) == layout.charAt(1)) {
        digits++;
      }
      boolean all = layout.charAt(1) == '0';
      if (!all) {
        out.optionalStart();
      }
      out.appendLiteral(layout.charAt(0));
      out.appendFraction(ChronoField.NANO_OF_SECOND, all ? digits - 1 : 1, 9, false);
      if (!all) {
        out.optionalEnd();
      }
      return digits;
    }
    for (String[] pattern : patterns) {
      if (layout.startsWith(pattern[0])) {
        out.appendPattern(pattern[1]);
        return pattern[0].length();
      }
    }
    out.appendLiteral(layout.charAt(0));
    return 1;
  }

  /** Null where {@code text} is no such time. */
  public @Nullable Instant parse(String text, Instant now) {
    try {
      return instant(formatter.parse(text), now);
    } catch (DateTimeException e) {
      return null; // a line of another form
    }
  }

  private Instant instant(TemporalAccessor parsed, Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    int hour = parsed.get(ChronoField.HOUR_OF_DAY);
    int minute = parsed.get(ChronoField.MINUTE_OF_HOUR);
    int second = parsed.get(ChronoField.SECOND_OF_MINUTE);
    int nano =
        parsed.isSupported(ChronoField.NANO_OF_SECOND) ? parsed.get(ChronoField.NANO_OF_SECOND) : 0;
    LocalDateTime time = date(parsed, today).atTime(hour, minute, second, nano);
    if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
      return time.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS)));
    }
    return time.atZone(zone).toInstant();
  }

  private static LocalDate date(TemporalAccessor parsed, LocalDate today) {
    if (!parsed.isSupported(ChronoField.MONTH_OF_YEAR)) {
      return today;
    }
    int month = parsed.get(ChronoField.MONTH_OF_YEAR);
    int day = parsed.get(ChronoField.DAY_OF_MONTH);
    if (parsed.isSupported(ChronoField.YEAR)) {
      return LocalDate.of(parsed.get(ChronoField.YEAR), month, day);
    }
    LocalDate date = LocalDate.of(today.getYear(), month, day);
    return date.isAfter(today.plusDays(1)) ? date.minusYears(1) : date;
  }
}
