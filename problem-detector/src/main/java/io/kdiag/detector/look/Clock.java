package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ClockSync;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Asks the kernel whether some daemon keeps its clock: problem {@code NTPIsDown}, as
 * node-problem-detector calls it. Also where the clock is kept, but off by more than a second.
 */
public record Clock(HostRoot root) implements Probe {
  private static final double OFFSET_SECONDS = 1;

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Judgement> look(Instant now) {
    return ClockSync.read(root)
        .optional()
        .map(clock -> List.of(judge(clock, now)))
        .orElse(List.of());
  }

  static Judgement judge(ClockSync clock, Instant now) {
    if (clock.synchronised() && Math.abs(clock.offsetSeconds()) <= OFFSET_SECONDS) {
      return Judgement.none("NTPIsDown", now);
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s, offset %.6f s, greatest error %.3f s",
            clock.synchronised() ? "synchronised" : "not synchronised (STA_UNSYNC)",
            clock.offsetSeconds(),
            clock.maximumErrorSeconds());
    return Judgement.of("NTPIsDown", now, new Sighting(Map.of(), "adjtimex", text));
  }
}
