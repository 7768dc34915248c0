package io.kdiag.host.kernellog;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Follows the kernel log on {@code /dev/kmsg}: what the ring holds, then each record as it comes. A
 * restarted reader goes on where it was by the boot id and the last sequence number it has seen.
 *
 * <p>Opened, read and closed by one thread; another one stops it by letting {@code next} time out.
 * Times count from the boot time as it was when the log was opened.
 */
public final class KernelLogFollower implements AutoCloseable {
  private final KmsgDevice device;
  private final BootClock clock;
  private final SequenceGaps gaps = new SequenceGaps();
  private final byte[] bytes = new byte[KmsgDevice.RECORD_BYTES];
  private long first;

  private KernelLogFollower(KmsgDevice device, BootClock clock, long first) {
    this.device = device;
    this.clock = clock;
    this.first = first;
  }

  /**
   * Opens the host's kernel log at the oldest record since the last {@code dmesg --clear}.
   *
   * @throws IOException if there is none or it may not be read (CAP_SYSLOG)
   */
  public static KernelLogFollower open(HostRoot root) throws IOException {
    return open(root, false);
  }

  private static KernelLogFollower open(HostRoot root, boolean cleared) throws IOException {
    return new KernelLogFollower(
        new KmsgDevice(root.resolve("/dev/kmsg"), cleared), BootClock.read(root, false), 0);
  }

  /**
   * Opens it after the record {@code sequence} of boot {@code bootId}; at the oldest if the machine
   * has booted since. What was overwritten meanwhile is counted as lost; what an operator cleared
   * meanwhile is still in the ring and is read: this reader has not seen it.
   */
  public static KernelLogFollower openAfter(HostRoot root, String bootId, long sequence)
      throws IOException {
    KernelLogFollower follower = open(root, true);
    if (follower.bootId().equals(bootId)) {
      follower.first = sequence + 1;
      follower.gaps.seen(sequence);
    }
    return follower;
  }

  /** Waits for the next record at most {@code timeout}; null when none came. */
  public @Nullable KernelRecord next(Duration timeout) throws IOException {
    boolean waited = false;
    while (true) {
      int length = device.read(bytes);
      if (length >= 0) {
        KernelRecord record = record(length);
        if (record != null) {
          return record;
        }
      } else if (length == KmsgDevice.END) {
        int millis = Math.clamp(timeout.toMillis(), 0, Integer.MAX_VALUE);
        if (waited || !device.await(millis)) {
          return null;
        }
        waited = true;
      }
    }
  }

  /** Null for a record from before the place to start at, and for one that cannot be read. */
  private @Nullable KernelRecord record(int length) {
    try {
      KernelRecord record = KernelRecord.parse(bytes, length, clock.bootTime());
      if (record.sequence() < first) {
        return null;
      }
      gaps.seen(record.sequence());
      return record;
    } catch (MalformedTextException e) {
      // Its sequence number is missing then, and counted with the next one.
      return null;
    }
  }

  public String bootId() {
    return clock.bootId();
  }

  /** How many records are known to be missing among those that {@code next} gave. */
  public long lost() {
    return gaps.lost();
  }

  @Override
  public void close() {
    device.close();
  }
}
