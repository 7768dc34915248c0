package io.kdiag.host.kernellog;

import io.kdiag.host.Timestamp;
import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One line of a kernel log as dmesg or a syslog daemon writes it; the forms that have no commas.
 */
public record KernelLine(Instant bootTime, Instant now, ZoneId zone) {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String TAG = " kernel: ";

  /** The record, or null where the line has none of the forms. */
  public @Nullable KernelRecord parse(String line) {
    if (line.isEmpty()) {
      return null;
    }
    char first = line.charAt(0);
    if (first == '[') {
      return bracketed(line, 0, -1, null);
    }
    if (first == '<') {
      int close = line.indexOf('>');
      int prefix = close > 1 && close <= 5 ? Timestamp.number(line, 1, close) : -1;
      return prefix < 0 ? null : bracketed(line, close + 1, prefix, null);
    }
    return syslog(line);
  }

  private @Nullable KernelRecord syslog(String line) {
    int tag = line.indexOf(TAG);
    if (tag < 0) {
      return null;
    }
    Instant time = syslogTime(line);
    if (time == null) {
      return null;
    }
    int start = tag + TAG.length();
    KernelRecord record = bracketed(line, start, -1, time);
    return record != null ? record : record(-1, -1, time, line.substring(start));
  }

  private @Nullable Instant syslogTime(String line) {
    if (Character.isDigit(line.charAt(0))) {
      int blank = line.indexOf(' ');
      return Timestamp.parse(line.substring(0, blank));
    }
    return line.length() < 16 ? null : monthDay(line, 0, 0);
  }

  /** {@code [ 5.140900] text} or {@code [Fri Nov 20 19:32:12 2026] text}. */
  private @Nullable KernelRecord bracketed(
      String line, int start, int prefix, @Nullable Instant lineTime) {
    int close = line.indexOf(']', start);
    if (close < 0 || line.charAt(start) != '[') {
      return null;
    }
    String text = line.substring(close + (line.startsWith("] ", close) ? 2 : 1));
    long micros = micros(line, start + 1, close);
    if (micros >= 0) {
      Instant time = bootTime.plusSeconds(micros / 1_000_000).plusNanos(micros % 1_000_000 * 1000);
      return record(prefix, micros, lineTime == null ? time : lineTime, text);
    }
    Instant time = lineTime == null ? humanTime(line, start + 1, close) : null;
    return time == null ? null : record(prefix, -1, time, text);
  }

  private static KernelRecord record(int prefix, long micros, Instant time, String text) {
    int facility = prefix < 0 ? -1 : prefix >> 3;
    return new KernelRecord(
        -1, facility, prefix < 0 ? -1 : prefix & 7, micros, time, VisibleText.of(text));
  }

  /** {@code 5.140900}: seconds, a point, six digits; -1 for anything else. */
  private static long micros(String line, int from, int to) {
    int at = from;
    while (at < to && line.charAt(at) == ' ') {
      at++;
    }
    int point = line.indexOf('.', at);
    if (point <= at || point - at > 9 || to - point != 7) {
      return -1;
    }
    int seconds = Timestamp.number(line, at, point);
    int micros = Timestamp.number(line, point + 1, to);
    return seconds < 0 || micros < 0 ? -1 : seconds * 1_000_000L + micros;
  }

  /** {@code Fri Nov 20 19:32:12 2026} between {@code from} and {@code to}. */
  private @Nullable Instant humanTime(String line, int from, int to) {
    if (to - from != 24) {
      return null;
    }
    int year = Timestamp.number(line, to - 4, to);
    return year <= 0 ? null : monthDay(line, from + 4, year);
  }

  /** {@code Nov 20 19:32:12} at {@code at}; without a year it is the last such day that was. */
  private @Nullable Instant monthDay(String line, int at, int givenYear) {
    int index = MONTHS.indexOf(line.substring(at, at + 3));
    int day = Timestamp.number(line, at + (line.charAt(at + 4) == ' ' ? 5 : 4), at + 6);
    int second = Timestamp.secondOfDay(line, at + 7);
    if (index < 0 || index % 3 != 0 || second < 0) {
      return null;
    }
    int month = index / 3 + 1;
    LocalDate today = now.atZone(zone).toLocalDate();
    int year = givenYear > 0 ? givenYear : today.getYear();
    if (givenYear == 0 && isAfter(month, day, today.plusDays(1))) {
      year--;
    }
    if (!Timestamp.isDate(year, month, day)) {
      return null;
    }
    LocalDateTime local = LocalDate.of(year, month, day).atStartOfDay().plusSeconds(second);
    return local.atZone(zone).toInstant();
  }

  private static boolean isAfter(int month, int day, LocalDate date) {
    int other = date.getMonthValue();
    return month > other || (month == other && day > date.getDayOfMonth());
  }
}
