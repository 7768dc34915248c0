package io.kdiag.collector.sample;

import io.kdiag.host.HostRoot;
import org.jspecify.annotations.Nullable;

/**
 * Where a container's writable layer is: the upper directory of the overlay that is the root of its
 * processes.
 *
 * <pre>
 * 567 566 0:61 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/var/lib/containerd/9/fs,workdir=/c
 * </pre>
 */
final class WritableLayer {
  private static final String UPPER = "upperdir=";

  private WritableLayer() {}

  /** Null where its root is no overlay, or the process has gone. */
  static @Nullable String of(HostRoot root, int pid) {
    String mounts =
        root.read("/proc/" + pid + "/mountinfo", text -> text.string()).optional().orElse("");
    for (String line : mounts.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      int upper = line.indexOf(UPPER);
      if (words.length > 5 && words[4].equals("/") && upper > 0) {
        int end = line.indexOf(',', upper);
        return line.substring(upper + UPPER.length(), end < 0 ? line.length() : end);
      }
    }
    return null;
  }
}
