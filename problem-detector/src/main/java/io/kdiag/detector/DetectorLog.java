package io.kdiag.detector;

import io.kdiag.host.VisibleText;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The detector's own log: one line each on stdout; a repeated complaint is counted instead. */
final class DetectorLog {
  private final Map<String, Long> complaints = new HashMap<>();

  void info(String message) {
    write("info", message);
  }

  /** Says it the first, tenth, hundredth, ... time that {@code about} is complained of in a row. */
  synchronized void complain(String about, String message) {
    long times = complaints.merge(about, 1L, Long::sum);
    if (isPowerOfTen(times)) {
      write("warn", times == 1 ? message : message + " (" + times + " times in a row)");
    }
  }

  private static boolean isPowerOfTen(long times) {
    long power = 1;
    while (power < times) {
      power *= 10;
    }
    return power == times;
  }

  /** What was complained of is well again. */
  synchronized void settle(String about, String message) {
    if (complaints.remove(about) != null) {
      write("info", message);
    }
  }

  private static void write(String level, String message) {
    String text = VisibleText.of(message).replace("\\", "\\\\").replace("\"", "\\\"");
    System.out.println(
        "ts="
            + Instant.now()
            + " level="
            + level
            + " module=problem-detector msg=\""
            + text
            + "\"");
  }
}
