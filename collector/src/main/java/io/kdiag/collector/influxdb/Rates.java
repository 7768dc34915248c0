package io.kdiag.collector.influxdb;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What passed between two samples, by second. None at the first sample, none where a counter fell
 * back: that it began anew says nothing of how far it had come.
 */
record Rates(Duration elapsed) {

  /** {@code per} is what one of the counter's units is in those of the rate. */
  @Nullable Long of(@Nullable Double before, @Nullable Double now, double per) {
    if (before == null || now == null || !elapsed.isPositive() || now < before) {
      return null;
    }
    return Math.round((now - before) * per * 1e9 / elapsed.toNanos());
  }

  @Nullable Long of(@Nullable Long before, @Nullable Long now) {
    return before == null || now == null ? null : of((double) before, (double) now, 1);
  }
}
