package io.kdiag.shipper;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * The shipper's own log, on stdout. A complaint is written the first, tenth, hundredth time, with
 * its count.
 *
 * <pre>
 * ts=2026-11-20T21:17:03.123Z level=warn module=log-shipper msg="cannot read" path=/var/log/pods/... count=10
 * </pre>
 */
final class ShipperLog {
  private static final int MOST_COMPLAINTS = 1000;

  /** Complaints that differ in them alone are the same. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

  private final InstantSource clock;
  private final ConcurrentMap<String, Long> complaints = new ConcurrentHashMap<>();

  ShipperLog(InstantSource clock) {
    this.clock = clock;
  }

  void info(String message, String pairs) {
    write("info", message, pairs);
  }

  void complain(String message, String pairs) {
    if (complaints.size() >= MOST_COMPLAINTS) {
      complaints.clear();
    }
    long count = complaints.merge(message + NUMBERS.matcher(pairs).replaceAll("#"), 1L, Long::sum);
    if (isPowerOfTen(count)) {
      write("warn", message, pairs + " count=" + count);
    }
  }

  /** A value that may hold anything, as one quoted word on one line. */
  static String quote(Object value) {
    Json json = new Json(64).quoted(String.valueOf(value));
    return new String(json.bytes(), 0, json.length(), StandardCharsets.UTF_8);
  }

  private void write(String level, String message, String pairs) {
    System.out.println(
        "ts=%s level=%s module=log-shipper msg=\"%s\" %s"
            .formatted(clock.instant(), level, message, pairs));
  }

  private static boolean isPowerOfTen(long count) {
    long power = 1;
    while (power < count) {
      power *= 10;
    }
    return power == count;
  }
}
