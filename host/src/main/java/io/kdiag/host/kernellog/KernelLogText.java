package io.kdiag.host.kernellog;

import io.kdiag.host.FileTail;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import io.kdiag.host.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel log as a file of lines, in whichever of these forms each line is; other lines are
 * skipped.
 *
 * <pre>
 * 6,339,5140900,-;NET: Registered PF_INET6                                     cat /dev/kmsg
 * [    5.140900] NET: Registered PF_INET6                                      dmesg
 * &lt;6&gt;[    5.140900] NET: Registered PF_INET6                                   dmesg --raw
 * [Fri Nov 20 19:32:12 2026] NET: Registered PF_INET6                          dmesg -T
 * 2026-11-20T19:32:12.123456+00:00 node kernel: [    5.140900] NET: ...        kern.log
 * Nov 20 19:32:12 node kernel: [    5.140900] NET: Registered PF_INET6         kern.log, older
 * </pre>
 */
public final class KernelLogText {
  /** Of a longer file the end is read. */
  static final int MOST_BYTES = 8 << 20;

  private static final int MOST_LINE_BYTES = 8192;

  private KernelLogText() {}

  /**
   * The records of {@code text}. Times since boot count from {@code bootTime}; {@code now} tells
   * the year and {@code zone} the offset where a line says none.
   *
   * @throws MalformedTextException if there are lines, and none has a known form
   */
  public static List<KernelRecord> parse(HostText text, Instant bootTime, Instant now, ZoneId zone)
      throws MalformedTextException {
    byte[] bytes = text.string().getBytes(StandardCharsets.UTF_8);
    return parse(text.path(), FileTail.of(bytes), bootTime, now, zone);
  }

  static Reading<KernelLog> read(HostRoot root, String path, BootClock clock, ZoneId zone) {
    try {
      FileTail tail = FileTail.read(root.resolve(path), MOST_BYTES);
      Instant now = root.isLocal() ? Instant.now() : lastModified(root, path);
      List<KernelRecord> all = parse(path, tail, clock.bootTime(), now, zone);
      List<KernelRecord> records = sinceBoot(all, clock.bootTime());
      SequenceGaps gaps = new SequenceGaps();
      for (KernelRecord record : records) {
        if (record.sequence() >= 0) {
          gaps.seen(record.sequence());
        }
      }
      return Reading.present(new KernelLog(path, clock.bootId(), records, gaps.lost()));
    } catch (MalformedTextException e) {
      return Reading.malformed(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return HostRoot.failed(path, e);
    }
  }

  private static Instant lastModified(HostRoot root, String path) throws IOException {
    return Files.getLastModifiedTime(root.resolve(path)).toInstant();
  }

  private static List<KernelRecord> parse(
      String path, FileTail tail, Instant bootTime, Instant now, ZoneId zone)
      throws MalformedTextException {
    KernelLine line = new KernelLine(bootTime, now, zone);
    List<KernelRecord> records = new ArrayList<>();
    int at = tail.start();
    while (at < tail.end() && records.size() < KernelLogReader.MOST_RECORDS) {
      int end = tail.lineEnd(at);
      KernelRecord record = line(tail.bytes(), at, Math.min(end, at + MOST_LINE_BYTES), line);
      if (record != null) {
        records.add(record);
      }
      at = end + 1;
    }
    if (records.isEmpty() && tail.start() < tail.end()) {
      int end = Math.min(tail.lineEnd(tail.start()), tail.start() + 200);
      throw new MalformedTextException(
          path, 1, "a line of a kernel log", VisibleText.of(tail.bytes(), tail.start(), end));
    }
    return records;
  }

  private static @Nullable KernelRecord line(byte[] bytes, int start, int end, KernelLine line) {
    if (start < end && bytes[start] >= '0' && bytes[start] <= '9') {
      try {
        return KernelRecord.parse(bytes, start, end - start, line.bootTime());
      } catch (MalformedTextException e) {
        // One of the other forms, or an unknown line.
        return line.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }
    }
    return line.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
  }

  /** {@code kern.log} goes on over boots: what is older than this one is left out. */
  private static List<KernelRecord> sinceBoot(List<KernelRecord> records, Instant bootTime) {
    int first = records.size();
    Instant earliest = bootTime.minusSeconds(10);
    while (first > 0 && !records.get(first - 1).time().isBefore(earliest)) {
      first--;
    }
    return List.copyOf(records.subList(first, records.size()));
  }
}
