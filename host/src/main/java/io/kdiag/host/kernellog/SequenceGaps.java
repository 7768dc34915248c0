package io.kdiag.host.kernellog;

/** Counts records that are missing between those that were seen, by their sequence numbers. */
final class SequenceGaps {
  private long next = -1;
  private long lost;

  /** Returns how many were missing right before this one. */
  long seen(long sequence) {
    long gap = next >= 0 && sequence > next ? sequence - next : 0;
    lost += gap;
    next = Math.max(next, sequence + 1);
    return gap;
  }

  long lost() {
    return lost;
  }
}
