package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's clock discipline from {@code adjtimex(2)}: whether some daemon keeps it ({@code
 * STA_UNSYNC} not set), the greatest error it admits, and the present offset, in seconds.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/adjtimex.2.html">adjtimex(2)</a>
 */
public record ClockSync(
    boolean synchronised,
    double maximumErrorSeconds,
    double offsetSeconds,
    @Nullable Discipline discipline) {
  private static final int STA_UNSYNC = 0x40;
  private static final int STA_NANO = 0x2000;

  /** Of a second; the kernel counts in units of 2 to the -16th of it. */
  private static final double PARTS_PER_MILLION = 1e6 * 65536;

  /**
   * The rest of what the kernel says: {@code status} are its bits, {@code frequencyRatio} how fast
   * the clock is let run against its oscillator.
   */
  public record Discipline(
      int status,
      double estimatedErrorSeconds,
      double frequencyRatio,
      long loopTimeConstant,
      double tickSeconds,
      int taiOffsetSeconds) {}

  /** Without the rest. */
  public ClockSync(boolean synchronised, double maximumErrorSeconds, double offsetSeconds) {
    this(synchronised, maximumErrorSeconds, offsetSeconds, null);
  }

  /** This machine's clock; absent where {@code root} is a recorded tree. */
  public static Reading<ClockSync> read(HostRoot root) {
    if (!root.isThisMachine()) {
      return Reading.absent("adjtimex");
    }
    try {
      return Reading.present(of(Libc.adjtimex()));
    } catch (IOException e) {
      return Reading.unreadable("adjtimex", String.valueOf(e.getMessage()));
    }
  }

  static ClockSync of(Libc.Clock clock) {
    double unit = (clock.status() & STA_NANO) == 0 ? 1e6 : 1e9;
    return new ClockSync(
        (clock.status() & STA_UNSYNC) == 0,
        clock.maximumErrorMicros() / 1e6,
        clock.offset() / unit,
        new Discipline(
            clock.status(),
            clock.estimatedErrorMicros() / 1e6,
            1 + clock.frequency() / PARTS_PER_MILLION,
            clock.constant(),
            clock.tickMicros() / 1e6,
            clock.tai()));
  }
}
