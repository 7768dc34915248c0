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

  /** Bytes were gone before they were read. */
  void gap(Gap gap) {
    metrics.gaps.inc();
    metrics.gapBytes.inc((double) gap.bytes());
    metrics.lost.labels(gap.reason().label).inc((double) gap.bytes());
    log.complain(
        "log lost",
        "reason="
            + gap.reason().label
            + " file="
            + ShipperLog.quote(gap.file())
            + " from="
            + gap.from()
            + " to="
            + (gap.to() < 0 ? "unknown" : gap.to()));
  }

  /** A file cannot be read just now. */
  void unreadable(String path, IOException e) {
    log.complain("cannot read", "path=" + ShipperLog.quote(path) + " error=" + ShipperLog.quote(e));
  }

  /** A directory cannot be watched: it is looked at instead. */
  void unwatched(String directory, Exception e) {
    log.complain(
        "cannot watch, looking instead",
        "path=" + ShipperLog.quote(directory) + " error=" + ShipperLog.quote(e));
  }
}
