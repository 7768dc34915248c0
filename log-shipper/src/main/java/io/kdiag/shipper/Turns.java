package io.kdiag.shipper;

import io.prometheus.client.Gauge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to be read. Every second turn is the run's whose unread bytes kubelet will
 * delete first, while there is one that is in danger; all others follow each other. A run may be
 * held to a number of bytes a second.
 */
final class Turns {
  /** What is deleted later than that needs no preference. */
  private static final double DANGER_SECONDS = 600;

  private static final int MOST_NAMED = 10;
  private static final double NANOS = 1e9;

  private final KubeletRotation rotation;
  private final long bytesPerSecond;
  private final ShipperMetrics metrics;
  private List<RunTail> tails = List.of();
  private @Nullable RunTail urgent;
  private boolean urgentNext;
  private int turn;

  Turns(KubeletRotation rotation, long bytesPerSecond, ShipperMetrics metrics) {
    this.rotation = rotation;
    this.bytesPerSecond = bytesPerSecond;
    this.metrics = metrics;
  }

  /** From now on it is the turn of one of these. */
  void of(List<RunTail> wanted) {
    tails = wanted;
    RunTail first = null;
    double least = DANGER_SECONDS;
    for (RunTail tail : wanted) {
      double seconds = tail.lagBytes() > 0 ? tail.secondsToLoss(rotation) : least;
      if (seconds < least) {
        least = seconds;
        first = tail;
      }
    }
    urgent = first;
  }

  /** How many turns a round has. */
  int size() {
    return urgent == null ? tails.size() : 2 * tails.size();
  }

  RunTail next() {
    RunTail first = urgent;
    urgentNext = !urgentNext && first != null;
    if (urgentNext && first != null) {
      return first;
    }
    turn = turn + 1 < tails.size() ? turn + 1 : 0;
    return tails.get(turn);
  }

  /** Reads a buffer of {@code tail}, when it has not had too much lately. */
  boolean read(RunTail tail, byte[] buffer, Batch batch) {
    if (bytesPerSecond == 0) {
      return tail.read(buffer, batch);
    }
    long now = System.nanoTime();
    double earned = (now - tail.earnedNanos) / NANOS * bytesPerSecond;
    tail.earnedBytes = Math.min((double) bytesPerSecond, tail.earnedBytes + earned);
    tail.earnedNanos = now;
    if (tail.earnedBytes < 0) {
      metrics.held.inc();
      return false;
    }
    long before = tail.position();
    boolean more = tail.read(buffer, batch);
    tail.earnedBytes -= (double) (tail.position() - before);
    return more;
  }

  /** Sets what can be measured of all. */
  void measure(List<RunTail> all) {
    long lag = 0;
    double seconds = 0;
    double loss = Double.POSITIVE_INFINITY;
    List<RunTail> behind = new ArrayList<>();
    for (RunTail tail : all) {
      long bytes = tail.lagBytes();
      if (bytes > 0) {
        lag += bytes;
        seconds = Math.max(seconds, tail.lagSeconds());
        loss = Math.min(loss, tail.secondsToLoss(rotation));
        behind.add(tail);
      }
    }
    metrics.lagBytes.set((double) lag);
    metrics.lagSeconds.set(seconds);
    metrics.secondsToLoss.set(loss);
    metrics.runs.set(all.size());
    name(behind);
  }

  /** Only the worst have series of their own: their number is bounded. */
  private void name(List<RunTail> behind) {
    behind.sort(Comparator.comparingLong(RunTail::lagBytes).reversed());
    metrics.containerLagBytes.clear();
    metrics.containerLagSeconds.clear();
    for (RunTail tail : behind.subList(0, Math.min(MOST_NAMED, behind.size()))) {
      if (tail.run() instanceof ContainerRun run) {
        set(metrics.containerLagBytes, run, (double) tail.lagBytes());
        set(metrics.containerLagSeconds, run, tail.lagSeconds());
      }
    }
  }

  private static void set(Gauge gauge, ContainerRun run, double value) {
    gauge.labels(run.namespace(), run.pod(), run.container()).set(value);
  }
}
