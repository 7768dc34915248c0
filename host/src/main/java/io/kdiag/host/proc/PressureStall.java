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
 * <pre>{@code
 * some avg10=70.29 avg60=75.02 avg300=75.44 total=1201897128
 * full avg10=0.00 avg60=0.00 avg300=0.00 total=0
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/accounting/psi.html">PSI</a>
 */
public record PressureStall(Stall some, @Nullable Stall full) {

  /** Percent of the last 10, 60 and 300 seconds, and seconds since boot. */
  public record Stall(double avg10, double avg60, double avg300, double totalSeconds) {}

  /** Parses {@code /proc/pressure/cpu} and its like, of the system or of a cgroup. */
  public static PressureStall parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    Stall some = null;
    Stall full = null;
    for (; !in.atEnd(); in.nextLine()) {
      if (in.skipWord("some")) {
        some = stall(in);
      } else if (in.skipWord("full")) {
        full = stall(in);
      }
    }
    if (some == null) {
      throw in.malformed("the line some");
    }
    return new PressureStall(some, full);
  }

  private static Stall stall(AsciiCursor in) throws MalformedTextException {
    return new Stall(share(in, "avg10"), share(in, "avg60"), share(in, "avg300"), total(in) / 1e6);
  }

  private static double share(AsciiCursor in, String name) throws MalformedTextException {
    expect(in, name);
    return in.fraction();
  }

  private static double total(AsciiCursor in) throws MalformedTextException {
    expect(in, "total");
    return in.count();
  }

  private static void expect(AsciiCursor in, String name) throws MalformedTextException {
    if (!in.until('=').equals(name)) {
      throw in.malformed("a value after " + name + "=");
    }
  }
}
