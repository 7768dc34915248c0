package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ClockSync;
import java.io.IOException;

/**
 * How the kernel's clock is disciplined, from {@code adjtimex(2)}.
 *
 * <pre>{@code
 * node_timex_estimated_error_seconds 0.0005
 * node_timex_frequency_adjustment_ratio 0.9999826
 * node_timex_loop_time_constant 7
 * node_timex_maxerror_seconds 0.25
 * node_timex_offset_seconds 0.0000015
 * node_timex_status 24577
 * node_timex_sync_status 1
 * node_timex_tai_offset_seconds 37
 * node_timex_tick_seconds 0.01
 * }</pre>
 */
final class NodeTimexMetrics implements SubjectMetrics {
  private static final Family ESTIMATED =
      Family.gauge("node_timex_estimated_error_seconds", "Estimated error in seconds.");
  private static final Family FREQUENCY =
      Family.gauge("node_timex_frequency_adjustment_ratio", "Local clock frequency adjustment.");
  private static final Family CONSTANT =
      Family.gauge("node_timex_loop_time_constant", "Phase-locked loop time constant.");
  private static final Family MAXIMUM =
      Family.gauge("node_timex_maxerror_seconds", "Maximum error in seconds.");
  private static final Family OFFSET =
      Family.gauge(
          "node_timex_offset_seconds", "Time offset in between local system and reference clock.");
  private static final Family STATUS =
      Family.gauge("node_timex_status", "Value of the status array bits.");
  private static final Family SYNC =
      Family.gauge(
          "node_timex_sync_status",
          "Is clock synchronized to a reliable server (1 = yes, 0 = no).");
  private static final Family TAI =
      Family.gauge("node_timex_tai_offset_seconds", "International Atomic Time (TAI) offset.");
  private static final Family TICK =
      Family.gauge("node_timex_tick_seconds", "Seconds between clock ticks.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    if (!(sample.node().clock() instanceof Reading.Present<ClockSync>(ClockSync clock))) {
      return;
    }
    ClockSync.Discipline more = clock.discipline();
    if (more != null) {
      out.begin(ESTIMATED).sample(Labels.NONE, more.estimatedErrorSeconds());
      out.begin(FREQUENCY).sample(Labels.NONE, more.frequencyRatio());
      out.begin(CONSTANT).sample(Labels.NONE, more.loopTimeConstant());
    }
    out.begin(MAXIMUM).sample(Labels.NONE, clock.maximumErrorSeconds());
    out.begin(OFFSET).sample(Labels.NONE, clock.offsetSeconds());
    if (more != null) {
      out.begin(STATUS).sample(Labels.NONE, more.status());
    }
    out.begin(SYNC).sample(Labels.NONE, clock.synchronised() ? 1 : 0);
    if (more != null) {
      out.begin(TAI).sample(Labels.NONE, more.taiOffsetSeconds());
      out.begin(TICK).sample(Labels.NONE, more.tickSeconds());
    }
  }
}
