package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;

/**
 * {@code /proc/sys/fs/file-nr}: open files of the whole machine and the most there may be.
 *
 * <pre>{@code
 * 1004	0	2466170
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/fs.html#file-max-file-nr">file-nr</a>
 */
public record FileHandles(long allocated, long limit) {

  /** Parses {@code /proc/sys/fs/file-nr}. */
  public static FileHandles parse(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    long allocated = in.count();
    long free = in.count();
    return new FileHandles(Math.max(0, allocated - free), in.count());
  }
}
