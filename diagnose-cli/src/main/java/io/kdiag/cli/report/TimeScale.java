package io.kdiag.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where on the x axis, from 0 to {@code width}, a time is; its ticks are at round times in UTC. */
record TimeScale(Instant from, Instant to, double width) {
  private static final long[] STEPS_SECONDS = {
    1,
    2,
    5,
    10,
    30,
    60,
    120,
    300,
    600,
    900,
    1800,
    3600,
    7200,
    10_800,
    21_600,
    43_200,
    86_400,
    172_800,
    604_800,
    2_592_000,
    31_536_000
  };
  private static final int MOST_TICKS = 7;

  double x(Instant time) {
    double all = Math.max(1, Duration.between(from, to).toMillis());
    return Math.clamp(Duration.between(from, time).toMillis() / all * width, 0, width);
  }

  List<Instant> ticks() {
    long seconds = Math.max(1, Duration.between(from, to).toSeconds());
    long step = STEPS_SECONDS[STEPS_SECONDS.length - 1];
    for (int i = STEPS_SECONDS.length - 1; i >= 0; i--) {
      step = seconds / STEPS_SECONDS[i] <= MOST_TICKS ? STEPS_SECONDS[i] : step;
    }
    List<Instant> ticks = new ArrayList<>();
    long first = (from.getEpochSecond() / step + 1) * step;
    for (long at = first; at <= to.getEpochSecond(); at += step) {
      ticks.add(Instant.ofEpochSecond(at));
    }
    return ticks;
  }

  /** {@code 03:04}, with seconds where the span is short, a date where it is long. */
  String label(Instant tick) {
    String iso = tick.toString();
    long seconds = Duration.between(from, to).toSeconds();
    if (seconds <= 300) {
      return iso.substring(11, 19);
    }
    if (seconds <= 2 * 86_400) {
      return iso.substring(11, 16);
    }
    return seconds <= 10 * 86_400L
        ? iso.substring(5, 10) + ' ' + iso.substring(11, 16)
        : iso.substring(0, 10);
  }
}
