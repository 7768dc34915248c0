package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has open, from the links in {@code /proc/<pid>/fd}: descriptors, and those of them
 * that are sockets. Of a process with very many only the first {@value #MOST_LINKS} are looked at
 * for what they are.
 *
 * <pre>
 * /proc/4711/fd/3 -> socket:[123456]
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html">proc_pid_fd(5)</a>
 */
public record OpenFiles(long descriptors, long sockets) {
  public static final OpenFiles NONE = new OpenFiles(0, 0);

  private static final int MOST_LINKS = 4_096;

  /** Absent where the process has ended, unreadable where it is another user's. */
  public static Reading<OpenFiles> of(HostRoot root, int pid) {
    String path = "/proc/" + pid + "/fd";
    try (var links = Files.newDirectoryStream(root.resolve(path))) {
      long descriptors = 0;
      long sockets = 0;
      for (Path link : links) {
        descriptors++;
        sockets += descriptors <= MOST_LINKS && isSocket(link) ? 1 : 0;
      }
      return Reading.present(new OpenFiles(descriptors, sockets));
    } catch (DirectoryIteratorException e) {
      return Reading.unreadable(path, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return HostRoot.failed(path, e);
    }
  }

  public OpenFiles plus(OpenFiles other) {
    return new OpenFiles(descriptors + other.descriptors, sockets + other.sockets);
  }

  private static boolean isSocket(Path link) {
    try {
      return Files.readSymbolicLink(link).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // It was closed meanwhile.
    }
  }
}
