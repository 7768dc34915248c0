package io.kdiag.collector;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The collector's lines on stdout. A complaint that is repeated is said at its 1st, 10th, 100th ...
 * time, with the count.
 *
 * <pre>
 * ts=2026-11-20T21:17:03Z level=warn module=collector msg="cannot read" count=10 source=memory
 * </pre>
 */
final class CollectorLog {
  private static final int MOST_COMPLAINTS = 1_000;

  private final Map<String, Long> counts = new HashMap<>();

  void info(String message, String fields) {
    print("info", message, fields);
  }

  synchronized void complain(String message, String fields) {
    if (counts.size() >= MOST_COMPLAINTS) {
      counts.clear();
    }
    long count = counts.merge(message + fields, 1L, Long::sum);
    if (isPowerOfTen(count)) {
      print("warn", message, "count=" + count + " " + fields);
    }
  }

  private static boolean isPowerOfTen(long count) {
    long rest = count;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }

  /** A value of a field: in quotes, on one line. */
  static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c < ' ' || c == 0x7f || c == '"' || c == '\\' ? '_' : c);
    }
    return text.append('"').toString();
  }

  @SuppressWarnings("SystemOut") // The one place that writes the module's log.
  private static void print(String level, String message, String fields) {
    System.out.println(
        "ts="
            + Instant.now()
            + " level="
            + level
            + " module=collector msg=\""
            + message
            + "\" "
            + fields);
  }
}
