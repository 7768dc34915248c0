package io.kdiag.detector;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.kernellog.KernelLog;
import io.kdiag.host.kernellog.KernelLogReader;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The kernel log of a recorded tree: what its file holds, and nothing ever after. */
final class RecordedKernelLog implements KernelSource {
  private final String bootId;
  private final long lost;
  private final Deque<KernelRecord> records = new ArrayDeque<>();

  private RecordedKernelLog(KernelLog log, long after) {
    this.bootId = log.bootId();
    this.lost = log.lost();
    for (KernelRecord record : log.records()) {
      if (record.sequence() > after) {
        records.add(record);
      }
    }
  }

  static RecordedKernelLog open(HostRoot root, String bootId, long sequence) throws IOException {
    return switch (KernelLogReader.snapshot(root)) {
      case Reading.Present<KernelLog>(KernelLog log) ->
          new RecordedKernelLog(log, log.bootId().equals(bootId) ? sequence : -1);
      case Reading.Absent<KernelLog>(String source) -> throw new IOException(source + ": absent");
      case Reading.Unreadable<KernelLog>(String source, String reason) ->
          throw new IOException(source + ": " + reason);
      case Reading.Malformed<KernelLog>(String source, String problem) ->
          throw new IOException(source + ": " + problem);
    };
  }

  @Override
  public @Nullable KernelRecord next(Duration timeout) {
    if (records.isEmpty()) {
      LockSupport.parkNanos(timeout.toNanos());
    }
    return records.poll();
  }

  @Override
  public String bootId() {
    return bootId;
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public void close() {}
}
