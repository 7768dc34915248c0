package io.kdiag.shipper.text;

import io.kdiag.host.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time at which a line of a plain log file was written, where the line says it. {@code
 * zone} is that of lines without one.
 *
 * <pre>
 * text    2026-11-20T21:17:03.123Z ...   2026-11-20 21:17:03,123 ...
 * klog    I1120 21:17:03.123456       1 server.go:42] ...
 * json    {"ts":"2026-11-20T21:17:03.123Z",...}  {"stageTimestamp":"2026-11-20T21:17:03.123456Z",...}
 * </pre>
 */
public record LineTime(Kind kind, ZoneId zone, InstantSource clock) {
  /** The parsers' names in settings. */
  public enum Kind {
    TEXT,
    KLOG,
    JSON;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Null where there is none of that name. */
    public static @Nullable Kind of(String label) {
      for (Kind kind : values()) {
        if (kind.label().equals(label)) {
          return kind;
        }
      }
      return null;
    }
  }

  private static final int MOST_TEXT = 40;
  private static final int MOST_JSON = 64 << 10;
  private static final String[] MEMBERS = {
    "\"stageTimestamp\":\"", "\"ts\":\"", "\"time\":\"", "\"@timestamp\":\"", "\"timestamp\":\""
  };

  /** RFC 3339 in UTC, or null where the line does not say. */
  public byte @Nullable [] of(byte[] line, int start, int end) {
    Instant time =
        switch (kind) {
          case TEXT -> ofText(ascii(line, start, Math.min(end, start + MOST_TEXT)));
          case KLOG -> ofKlog(ascii(line, start, Math.min(end, start + MOST_TEXT)));
          case JSON -> ofJson(ascii(line, start, Math.min(end, start + MOST_JSON)));
        };
    return time == null ? null : time.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String ascii(byte[] line, int start, int end) {
    return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private @Nullable Instant ofText(String line) {
    int begin = line.startsWith("[") ? 1 : 0;
    int end = begin + 19;
    if (line.length() < end) {
      return null;
    }
    while (end < line.length() && ".,+-:Z0123456789".indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    String text = line.substring(begin, end).replace(',', '.');
    Instant zoned = Timestamp.parse(text);
    Instant utc = zoned == null ? Timestamp.parse(text + "Z") : zoned;
    return utc == null || zoned != null ? utc : local(utc);
  }

  /** What was read as if it were UTC's, in the zone. */
  private Instant local(Instant utc) {
    return LocalDateTime.ofInstant(utc, ZoneOffset.UTC).atZone(zone).toInstant();
  }

  /** klog leaves the year out: it is the one that does not make the line more than a day early. */
  private @Nullable Instant ofKlog(String line) {
    int end = 14;
    while (end < line.length()
        && (line.charAt(end) == '.' || Character.isDigit(line.charAt(end)))) {
      end++;
    }
    if (line.length() < 15 || line.charAt(5) != ' ') {
      return null;
    }
    int month = Timestamp.number(line, 1, 3);
    int day = Timestamp.number(line, 3, 5);
    Instant now = clock.instant();
    int year = now.atZone(zone).getYear();
    try {
      for (int of = year + 1; of >= year - 1; of--) {
        String text = "%04d-%02d-%02dT%sZ".formatted(of, month, day, line.substring(6, end));
        Instant utc = Timestamp.parse(text);
        if (utc != null && local(utc).isBefore(now.plusSeconds(86_400))) {
          return local(utc);
        }
      }
      return null;
    } catch (DateTimeException e) {
      return null; // No such day.
    }
  }

  private static @Nullable Instant ofJson(String line) {
    for (String member : MEMBERS) {
      int at = line.indexOf(member);
      int from = at + member.length();
      int to = at < 0 ? -1 : line.indexOf('"', from);
      Instant time =
          to < 0 || to - from > MOST_TEXT ? null : Timestamp.parse(zoned(line, from, to));
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  /** zap writes {@code +0000} where RFC 3339 has {@code +00:00}. */
  private static String zoned(String line, int from, int to) {
    String text = line.substring(from, to);
    int sign = text.length() - 5;
    boolean bare = sign > 0 && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
    return bare && text.indexOf('T') < sign
        ? text.substring(0, sign + 3) + ":" + text.substring(sign + 3)
        : text;
  }
}
