package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.host.proc.PressureStall;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the three averages of pressure, as ratios, with the label {@code window}. */
final class PressureWindows {
  private static final Labels TEN = Labels.of("window", "10s");
  private static final Labels SIXTY = Labels.of("window", "60s");
  private static final Labels THREE_HUNDRED = Labels.of("window", "300s");

  private PressureWindows() {}

  /** Nothing for what the kernel does not have. */
  static void write(PressureStall.@Nullable Stall stall, Labels labels, Exposition out)
      throws IOException {
    if (stall != null) {
      out.sample(labels, TEN, ratio(stall.avg10()));
      out.sample(labels, SIXTY, ratio(stall.avg60()));
      out.sample(labels, THREE_HUNDRED, ratio(stall.avg300()));
    }
  }

  /** The kernel gives hundredths of a percent. */
  private static double ratio(double percent) {
    return Math.round(percent * 100) / 10_000.0;
  }
}
