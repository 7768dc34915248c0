package io.kdiag.shipper;

import java.io.IOException;

/** Where what could not be read is counted and said. */
final class Losses {
  final ShipperMetrics metrics;
  private final ShipperLog log;

  Losses(ShipperMetrics metrics, ShipperLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /**
   * A file went before it was read: the run's bytes from {@code offset} on, {@code bytes} of them
   * as far as is known.
   */
  void gap(String path, long offset, long bytes) {
    metrics.gaps.inc();
    metrics.gapBytes.inc((double) Math.max(0, bytes));
    String known = bytes < 0 ? "unknown" : Long.toString(bytes);
    log.complain(
        "log deleted before it was read",
        "path="
            + ShipperLog.quote(path)
            + " offset="
            + (offset < 0 ? "unknown" : offset)
            + " bytes="
            + known);
  }

  /** A run's files went while no shipper was there. */
  void goneMeanwhile(RunState state) {
    if (state.unread() > 0) {
      gap(state.run(), Math.min(state.out(), state.err()), state.unread());
    }
  }

  /** A file cannot be read just now. */
  void unreadable(String path, IOException e) {
    log.complain("cannot read", "path=" + ShipperLog.quote(path) + " error=" + ShipperLog.quote(e));
  }
}
