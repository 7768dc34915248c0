package io.kdiag.detector;

import io.kdiag.host.HostRoot;
import io.kdiag.host.kernellog.KernelLogFollower;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the kernel's records come from. Opened, read and closed by one thread. */
interface KernelSource extends AutoCloseable {

  /** The next record, waited for at most {@code timeout}; null when none came. */
  @Nullable KernelRecord next(Duration timeout) throws IOException;

  String bootId();

  /** How many records are known to be missing among those that {@code next} gave. */
  long lost();

  @Override
  void close();

  /** The host's kernel log after a record of a boot, or the file that stands for it in a tree. */
  static KernelSource open(HostRoot root, String bootId, long sequence) throws IOException {
    if (Files.isRegularFile(root.resolve("/dev/kmsg"))) {
      return RecordedKernelLog.open(root, bootId, sequence);
    }
    return new Device(
        bootId.isEmpty()
            ? KernelLogFollower.open(root)
            : KernelLogFollower.openAfter(root, bootId, sequence));
  }

  /** The living kernel's. */
  record Device(KernelLogFollower follower) implements KernelSource {
    @Override
    public @Nullable KernelRecord next(Duration timeout) throws IOException {
      return follower.next(timeout);
    }

    @Override
    public String bootId() {
      return follower.bootId();
    }

    @Override
    public long lost() {
      return follower.lost();
    }

    @Override
    public void close() {
      follower.close();
    }
  }
}
