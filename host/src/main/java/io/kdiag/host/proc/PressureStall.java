package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import org.jspecify.annotations.Nullable;

/**
 * Pressure (PSI): the share of time in percent in which some or all tasks waited, over 10, 60 and
 * 300 seconds, and the total in seconds. {@code full} is null where the kernel gives none (cpu
 * before 5.13).
 *
 * <pre>
 * some avg10=0.22 avg60=0.17 avg300=1.11 total=58761459
 * full avg10=0.00 avg60=0.02 avg300=0.81 total=27841319
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
 */
public record PressureStall(Stall some, @Nullable Stall full) {

  public record Stall(double avg10, double avg60, double avg300, double totalSeconds) {}

  /** Parses a file of {@code /proc/pressure} or of a cgroup. */
  public static PressureStall parse(HostText text) throws MalformedTextException {
    AsciiCursor cursor = text.cursor();
    Stall some = null;
    Stall full = null;
    while (!cursor.atEnd()) {
      if (cursor.skipWord("some")) {
        some = stall(cursor);
      } else if (cursor.skipWord("full")) {
        full = stall(cursor);
      }
      cursor.nextLine();
    }
    if (some == null) {
      throw cursor.malformed("a line that starts with some");
    }
    return new PressureStall(some, full);
  }

  private static Stall stall(AsciiCursor cursor) throws MalformedTextException {
    double avg10 = value(cursor, "avg10=");
    double avg60 = value(cursor, "avg60=");
    double avg300 = value(cursor, "avg300=");
    return new Stall(avg10, avg60, avg300, value(cursor, "total=") / 1e6);
  }

  private static double value(AsciiCursor cursor, String key) throws MalformedTextException {
    String word = cursor.word();
    String number = word.startsWith(key) ? word.substring(key.length()) : "";
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        throw cursor.malformed(key + " and a number instead of " + word);
      }
    }
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw cursor.malformed(key + " and a number instead of " + word);
    }
  }
}
