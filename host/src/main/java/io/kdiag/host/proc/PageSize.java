package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The size of a page in bytes, from {@code AT_PAGESZ} of {@code /proc/self/auxv}: pairs of 64-bit
 * numbers, type and value. 4096 where that cannot be read: so it is on all x86-64 and most arm64.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getauxval.3.html">getauxval(3)</a>
 */
final class PageSize {
  private static final long AT_PAGESZ = 6;
  private static final long USUAL = 4096;

  private PageSize() {}

  /** Of the machine of {@code root}; a tree that has no {@code auxv} counts as this machine's. */
  static long bytes(HostRoot root) {
    long there = find(root.resolve("/proc/self/auxv"));
    long size = there > 0 ? there : find(Path.of("/proc/self/auxv"));
    return size > 0 ? size : USUAL;
  }

  private static long find(Path path) {
    try {
      ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.nativeOrder());
      while (pairs.remaining() >= 16) {
        long type = pairs.getLong();
        long value = pairs.getLong();
        if (type == AT_PAGESZ) {
          return Long.bitCount(value) == 1 ? value : 0;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
