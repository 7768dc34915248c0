package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/diskstats}: operations, bytes and seconds since boot. {@code ioSeconds}
 * is the time in which at least one operation was under way: its rate is the utilisation. Whole
 * devices and their partitions are both there.
 *
 * <pre>{@code
 * 254       0 vda 25634 6060 2185266 5405 10513 16063 990240 8233 0 7136 14254 6330 0 13368144 614 0 0
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/iostats.html">I/O statistics fields</a>
 */
public record DiskStat(
    String device,
    long reads,
    long readBytes,
    double readSeconds,
    long writes,
    long writtenBytes,
    double writeSeconds,
    long inProgress,
    double ioSeconds,
    double weightedIoSeconds,
    @Nullable Detail detail) {

  /**
   * {@code majorMinor} is the device's number; the rest is null where an old kernel counts none of
   * it.
   */
  public record Detail(
      String majorMinor,
      long readsMerged,
      long writesMerged,
      @Nullable Long discards,
      @Nullable Long discardsMerged,
      @Nullable Long discardedSectors,
      @Nullable Double discardSeconds,
      @Nullable Long flushes,
      @Nullable Double flushSeconds) {}

  /** Without what a record of an older release lacks. */
  public DiskStat(
      String device,
      long reads,
      long readBytes,
      double readSeconds,
      long writes,
      long writtenBytes,
      double writeSeconds,
      long inProgress,
      double ioSeconds,
      double weightedIoSeconds) {
    this(
        device,
        reads,
        readBytes,
        readSeconds,
        writes,
        writtenBytes,
        writeSeconds,
        inProgress,
        ioSeconds,
        weightedIoSeconds,
        null);
  }

  /** Parses {@code /proc/diskstats}. */
  public static List<DiskStat> parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<DiskStat> disks = new ArrayList<>();
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        disks.add(line(in));
      }
    }
    return List.copyOf(disks);
  }

  private static DiskStat line(AsciiCursor in) throws MalformedTextException {
    String majorMinor = in.count() + ":" + in.count();
    String device = in.word();
    long reads = in.count();
    long readsMerged = in.count();
    long readBytes = Units.bytes(in.count(), Units.SECTOR_BYTES);
    double readSeconds = Units.millisToSeconds(in.count());
    long writes = in.count();
    long writesMerged = in.count();
    return new DiskStat(
        device,
        reads,
        readBytes,
        readSeconds,
        writes,
        Units.bytes(in.count(), Units.SECTOR_BYTES),
        Units.millisToSeconds(in.count()),
        in.count(),
        Units.millisToSeconds(in.count()),
        Units.millisToSeconds(in.count()),
        detail(in, majorMinor, readsMerged, writesMerged));
  }

  /** Discards are counted since 4.18, flushes since 5.5. */
  private static Detail detail(AsciiCursor in, String number, long readsMerged, long writesMerged)
      throws MalformedTextException {
    boolean discards = !in.atLineEnd();
    Long discarded = discards ? in.count() : null;
    Long merged = discards ? in.count() : null;
    Long sectors = discards ? in.count() : null;
    Double discardSeconds = discards ? Units.millisToSeconds(in.count()) : null;
    boolean flushes = !in.atLineEnd();
    return new Detail(
        number,
        readsMerged,
        writesMerged,
        discarded,
        merged,
        sectors,
        discardSeconds,
        flushes ? in.count() : null,
        flushes ? Units.millisToSeconds(in.count()) : null);
  }
}
