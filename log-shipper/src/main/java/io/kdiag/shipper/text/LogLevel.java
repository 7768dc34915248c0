package io.kdiag.shipper.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a record's level by where loggers write it; at most the record's beginning is looked
 * at, in one pass and without garbage.
 *
 * <pre>
 * E1120 21:17:03.123456       1 server.go:42] failed       klog
 * 2026-11-20 21:17:03.123 ERROR [main] o.e.Main - failed   a word in capitals
 * time="..." level=error msg="failed"                      a key
 * {"level":"error","msg":"failed"}  {"level":50,...}       a key of JSON; 50 is pino's
 * [error] failed    &lt;warn&gt; failed    error: failed         a word in brackets, or the first one
 * </pre>
 */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL;

  private static final int MOST_TEXT = 120;
  private static final int MOST_JSON = 1024;
  private static final int LONGEST_WORD = 13;

  /** Its name in {@code log.level}. */
  private final String label = name().toLowerCase(Locale.ROOT);

  /** 1 a letter of a word, 2 a digit or underscore that is no end of one. */
  private static final byte[] KIND = kinds();

  public String label() {
    return label;
  }

  /** The level that {@code text[start, end)} says, or null. */
  public static @Nullable LogLevel of(byte[] text, int start, int end) {
    if (end - start < 4) {
      return null;
    }
    if (isKlog(text, start, end)) {
      return ofWord(text, start, start + 1);
    }
    boolean json = text[start] == '{';
    int limit = Math.min(end, start + (json ? MOST_JSON : MOST_TEXT));
    int at = start;
    while (at < limit) {
      if (KIND[text[at] & 0xFF] == 0) {
        at++;
        continue;
      }
      int word = at;
      int bits = 0;
      while (at < end && KIND[text[at] & 0xFF] != 0) {
        bits |= KIND[text[at] & 0xFF];
        at++;
      }
      int length = at - word;
      if (bits != 1 || length < 3 || length > LONGEST_WORD) {
        continue;
      }
      LogLevel level = json ? ofMember(text, word, at, end) : ofText(text, start, word, at, end);
      if (level != null) {
        return level;
      }
    }
    return null;
  }

  /** Capitals, one of the first words that a logger writes. */
  private static @Nullable LogLevel ofText(byte[] text, int start, int word, int wordEnd, int end) {
    boolean capitals = text[word] < 'a' && text[wordEnd - 1] < 'a';
    if (capitals) {
      return ofWord(text, word, wordEnd);
    }
    int after = wordEnd < end ? text[wordEnd] : 0;
    if (after == '=' && isKey(text, word, wordEnd)) {
      return ofValue(text, wordEnd + 1, end);
    }
    int before = word == start ? 0 : text[word - 1];
    boolean bracketed =
        (before == '[' && after == ']')
            || (before == '<' && after == '>')
            || (before == '(' && after == ')')
            || (before == '|' && after == '|');
    return bracketed || (word == start && after == ':') ? ofWord(text, word, wordEnd) : null;
  }

  /** {@code "level":"error"}, {@code "level" : 50}, {@code "log.level":"error"}. */
  private static @Nullable LogLevel ofMember(byte[] text, int word, int wordEnd, int end) {
    boolean quoted =
        wordEnd < end && text[wordEnd] == '"' && (text[word - 1] == '"' || text[word - 1] == '.');
    if (!quoted || !isKey(text, word, wordEnd)) {
      return null;
    }
    int at = wordEnd + 1;
    while (at < end && (text[at] == ' ' || text[at] == ':')) {
      at++;
    }
    return at > wordEnd + 1 ? ofValue(text, at, end) : null;
  }

  private static @Nullable LogLevel ofValue(byte[] text, int from, int end) {
    int at = from < end && text[from] == '"' ? from + 1 : from;
    int valueEnd = at;
    while (valueEnd < end && KIND[text[valueEnd] & 0xFF] != 0) {
      valueEnd++;
    }
    if (valueEnd == at + 2 && text[at + 1] == '0' && text[at] >= '1' && text[at] <= '6') {
      return values()[text[at] - '1'];
    }
    return ofWord(text, at, valueEnd);
  }

  private static boolean isKey(byte[] text, int from, int to) {
    return is(text, from, to, "LEVEL")
        || is(text, from, to, "LVL")
        || is(text, from, to, "SEVERITY")
        || is(text, from, to, "LOGLEVEL")
        || is(text, from, to, "LEVELNAME");
  }

  private static @Nullable LogLevel ofWord(byte[] text, int from, int to) {
    if (from >= to) {
      return null;
    }
    return switch (text[from] & ~0x20) {
      case 'T' -> is(text, from, to, "TRACE") ? TRACE : null;
      case 'D' -> is(text, from, to, "DEBUG") || is(text, from, to, "DBG") ? DEBUG : null;
      case 'I' -> isInfo(text, from, to) ? INFO : null;
      case 'N' -> is(text, from, to, "NOTICE") ? INFO : null;
      case 'W' -> isWarn(text, from, to) ? WARN : null;
      case 'E' -> ofE(text, from, to);
      case 'S' -> is(text, from, to, "SEVERE") ? ERROR : null;
      case 'F' -> isFatal(text, from, to) ? FATAL : null;
      case 'C' -> is(text, from, to, "CRITICAL") || is(text, from, to, "CRIT") ? FATAL : null;
      case 'A' -> is(text, from, to, "ALERT") ? FATAL : null;
      case 'P' -> is(text, from, to, "PANIC") || is(text, from, to, "DPANIC") ? FATAL : null;
      default -> null;
    };
  }

  private static boolean isInfo(byte[] text, int from, int to) {
    return to - from == 1
        || is(text, from, to, "INFO")
        || is(text, from, to, "INF")
        || is(text, from, to, "INFORMATION");
  }

  private static boolean isWarn(byte[] text, int from, int to) {
    return to - from == 1
        || is(text, from, to, "WARN")
        || is(text, from, to, "WARNING")
        || is(text, from, to, "WRN");
  }

  private static boolean isFatal(byte[] text, int from, int to) {
    return to - from == 1 || is(text, from, to, "FATAL") || is(text, from, to, "FTL");
  }

  private static @Nullable LogLevel ofE(byte[] text, int from, int to) {
    if (to - from == 1 || is(text, from, to, "ERROR") || is(text, from, to, "ERR")) {
      return ERROR;
    }
    return is(text, from, to, "EMERG") || is(text, from, to, "EMERGENCY") ? FATAL : null;
  }

  /** Whether the letters are those of {@code word}, in capitals or not. */
  private static boolean is(byte[] text, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] & ~0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKlog(byte[] text, int at, int end) {
    byte first = text[at];
    return (first == 'I' || first == 'W' || first == 'E' || first == 'F')
        && end - at > 6
        && isDigit(text[at + 1])
        && isDigit(text[at + 2])
        && isDigit(text[at + 3])
        && isDigit(text[at + 4])
        && text[at + 5] == ' ';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int c = 'A'; c <= 'Z'; c++) {
      kinds[c] = 1;
      kinds[c | 0x20] = 1;
    }
    for (int c = '0'; c <= '9'; c++) {
      kinds[c] = 2;
    }
    kinds['_'] = 2;
    return kinds;
  }
}
