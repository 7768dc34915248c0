package io.kdiag.host;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads time stamps of RFC 3339, such as {@code 2026-11-20T21:17:03.123456789Z} and {@code
 * 2026-11-20T22:17:03+01:00}, without java.time's formatters, which cost 30 ms to load.
 */
public final class Timestamp {
  private Timestamp() {}

  /** The time that all of {@code text} says, or null where it is none. */
  public static @Nullable Instant parse(String text) {
    int length = text.length();
    if (length < 20 || !hasShape(text)) {
      return null;
    }
    int at = 19;
    long nanos = 0;
    if (text.charAt(at) == '.') {
      int digits = at + 1;
      long scale = 100_000_000;
      for (at++; at < length && isDigit(text.charAt(at)); at++) {
        nanos += (text.charAt(at) - '0') * scale;
        scale /= 10;
      }
      if (at == digits || at - digits > 9) {
        return null;
      }
    }
    int offset = offsetSeconds(text, at);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int year = number(text, 0, 4);
    int second = secondOfDay(text, 11);
    if (offset == Integer.MIN_VALUE || second < 0 || !isDate(year, month, day)) {
      return null;
    }
    long epoch = LocalDate.of(year, month, day).toEpochDay() * 86_400 + second - offset;
    return Instant.ofEpochSecond(epoch, nanos);
  }

  /** Seconds of {@code hh:mm:ss} at {@code at}, -1 where it is none; 60 counts as 59. */
  public static int secondOfDay(String text, int at) {
    if (at + 8 > text.length() || text.charAt(at + 2) != ':' || text.charAt(at + 5) != ':') {
      return -1;
    }
    int hour = number(text, at, at + 2);
    int minute = number(text, at + 3, at + 5);
    int second = number(text, at + 6, at + 8);
    boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0;
    return valid && second <= 60 ? hour * 3600 + minute * 60 + Math.min(second, 59) : -1;
  }

  /** The number that the digits from {@code from} to {@code to} make, -1 for anything else. */
  public static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  /** There is such a day. */
  public static boolean isDate(int year, int month, int day) {
    return year >= 1
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= LocalDate.of(year, month, 1).lengthOfMonth();
  }

  private static boolean hasShape(String text) {
    char separator = text.charAt(10);
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (separator == 'T' || separator == 't' || separator == ' ');
  }

  private static int offsetSeconds(String text, int at) {
    int rest = text.length() - at;
    if (rest == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
      return 0;
    }
    if (rest != 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    char sign = text.charAt(at);
    boolean valid = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
    if (!valid || (sign != '+' && sign != '-')) {
      return Integer.MIN_VALUE;
    }
    return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
