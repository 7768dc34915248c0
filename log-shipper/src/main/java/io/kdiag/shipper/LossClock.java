package io.kdiag.shipper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a container writes, and so how long it takes until kubelet deletes what is not read. The
 * speed is an average over about the last half minute.
 */
final class LossClock {
  private static final double AVERAGE_SECONDS = 30;
  private static final double NANOS = 1e9;

  private String liveMark = "";
  private long liveBytes;
  private long seenNanos;
  private double bytesPerSecond;

  /** Sees the run's files, oldest first, at a time. */
  void see(List<KnownFile> files, long nanos) {
    if (files.isEmpty()) {
      return;
    }
    KnownFile live = files.getLast();
    FoundFile found = live.found;
    long bytes = found == null ? 0 : found.bytes();
    if (seenNanos != 0 && nanos > seenNanos) {
      long written = live.mark.equals(liveMark) ? bytes - liveBytes : bytes;
      double seconds = (nanos - seenNanos) / NANOS;
      double weight = Math.min(1, seconds / AVERAGE_SECONDS);
      bytesPerSecond += weight * (Math.max(0, written) / seconds - bytesPerSecond);
    }
    liveMark = live.mark;
    liveBytes = bytes;
    seenNanos = nanos;
  }

  /** Until {@code current} is deleted; infinite for one that nothing will make kubelet delete. */
  double seconds(List<KnownFile> files, @Nullable KnownFile current, KubeletRotation rotation) {
    int index = current == null ? 0 : Math.max(0, files.indexOf(current));
    if (files.isEmpty() || bytesPerSecond < 1) {
      return Double.POSITIVE_INFINITY;
    }
    int newer = files.size() - 1 - index;
    return rotation.bytesUntilDeleted(newer, liveBytes) / bytesPerSecond;
  }
}
