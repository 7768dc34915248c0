package io.kdiag.cli.logs;

import java.util.Locale;

/**
 * How bad a line says it is. Found in its first part: klog's letter, a word such as {@code ERROR},
 * {@code [warn]} or {@code level=error}, or {@code "level":"error"}. A line that names none is
 * {@link #UNKNOWN}, which is no less than INFO.
 */
public enum LogLevel {
  TRACE,
  DEBUG,
  UNKNOWN,
  INFO,
  WARN,
  ERROR,
  FATAL;

  private static final int LOOKED_AT = 256;

  static LogLevel of(String line) {
    if (isKlog(line)) {
      return switch (line.charAt(0)) {
        case 'W' -> WARN;
        case 'E' -> ERROR;
        case 'F' -> FATAL;
        default -> INFO;
      };
    }
    int end = Math.min(line.length(), LOOKED_AT);
    int at = 0;
    while (at < end) {
      int start = at;
      while (at < end && isLetter(line.charAt(at))) {
        at++;
      }
      LogLevel level = at - start >= 3 && at - start <= 11 ? word(line, start, at) : UNKNOWN;
      if (level != UNKNOWN) {
        return level;
      }
      at++;
    }
    return line.startsWith("Traceback (most recent") || line.startsWith("Exception in thread")
        ? ERROR
        : UNKNOWN;
  }

  /** A word that stands where a level does: in capitals, in brackets, or as a field's value. */
  private static LogLevel word(String line, int start, int end) {
    LogLevel level = named(line.substring(start, end));
    if (level == UNKNOWN) {
      return UNKNOWN;
    }
    boolean capitals = line.charAt(start) < 'a' && line.charAt(start + 1) < 'a';
    char before = start == 0 ? ' ' : line.charAt(start - 1);
    char after = end == line.length() ? ' ' : line.charAt(end);
    boolean bracketed = "[<(".indexOf(before) >= 0 && "])>".indexOf(after) >= 0;
    boolean value = isLevelField(line, start);
    boolean heads = start == 0 && after == ':';
    return (capitals && "=_-".indexOf(after) < 0 && "_-".indexOf(before) < 0)
            || bracketed
            || value
            || heads
        ? level
        : UNKNOWN;
  }

  private static LogLevel named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "trace", "finest" -> TRACE;
      case "debug", "fine" -> DEBUG;
      case "info", "information", "notice" -> INFO;
      case "warn", "warning" -> WARN;
      case "error", "err", "severe" -> ERROR;
      case "fatal", "critical", "crit", "panic", "emerg", "alert" -> FATAL;
      default -> UNKNOWN;
    };
  }

  /** Before {@code start} stands {@code level=}, {@code "level":"} or {@code severity: }. */
  private static boolean isLevelField(String line, int start) {
    int at = start - 1;
    while (at >= 0 && "\"' ".indexOf(line.charAt(at)) >= 0) {
      at--;
    }
    if (at < 0 || (line.charAt(at) != '=' && line.charAt(at) != ':')) {
      return false;
    }
    at--;
    while (at >= 0 && "\"' ".indexOf(line.charAt(at)) >= 0) {
      at--;
    }
    for (String field : new String[] {"level", "lvl", "severity", "loglevel"}) {
      if (line.regionMatches(true, at - field.length() + 1, field, 0, field.length())) {
        return true;
      }
    }
    return false;
  }

  /** {@code E1120 21:17:03.123456 1234 server.go:158] ...}. */
  private static boolean isKlog(String line) {
    if (line.length() < 22 || "IWEF".indexOf(line.charAt(0)) < 0 || line.charAt(5) != ' ') {
      return false;
    }
    for (int i = 1; i < 5; i++) {
      if (line.charAt(i) < '0' || line.charAt(i) > '9') {
        return false;
      }
    }
    return line.charAt(8) == ':';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
