package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import java.util.ArrayList;
import java.util.List;

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
    double weightedIoSeconds) {

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
    in.skipWords(2);
    String device = in.word();
    long reads = in.count();
    in.skipWords(1);
    long readBytes = Units.bytes(in.count(), Units.SECTOR_BYTES);
    double readSeconds = Units.millisToSeconds(in.count());
    long writes = in.count();
    in.skipWords(1);
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
        Units.millisToSeconds(in.count()));
  }
}
