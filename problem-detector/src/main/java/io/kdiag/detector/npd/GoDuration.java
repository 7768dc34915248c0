package io.kdiag.detector.npd;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 300ms}, {@code 0}. */
final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");

  private GoDuration() {}

  /** Null where it is none. */
  static @Nullable Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(text);
    double nanos = 0;
    int at = 0;
    while (part.find() && part.start() == at) {
      nanos += Double.parseDouble(part.group(1)) * unit(part.group(2));
      at = part.end();
    }
    return at == 0 || at != text.length() ? null : Duration.ofNanos((long) nanos);
  }

  private static double unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> 1e3;
    };
  }
}
