package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the {@link FilesystemSpace} of what {@link SpaceMounts} chooses. Every mount is first
 * compared with the device that lies at its path, so that a host's mount that this process does not
 * see under its {@code HOST_ROOT}, or one that a later mount hides, gives nothing rather than
 * another file system's numbers. A path on the way to a mount can hang for ever, so all of it has
 * two seconds; what has been read by then is given.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/statvfs.3.html">statvfs(3)</a>
 */
public final class FilesystemSpaceReader {
  private static final Deadline DEADLINE = new Deadline("statvfs", Duration.ofSeconds(2));

  private FilesystemSpaceReader() {}

  public static Reading<List<FilesystemSpace>> read(HostRoot root) {
    return Mount.readAll(root).flatMap(mounts -> read(root, mounts));
  }

  private static Reading<List<FilesystemSpace>> read(HostRoot root, List<Mount> mounts) {
    if (!root.isThisMachine()) {
      return Reading.absent("statvfs");
    }
    List<Mount> chosen = SpaceMounts.choose(mounts);
    List<FilesystemSpace> spaces = Collections.synchronizedList(new ArrayList<>());
    boolean inTime = DEADLINE.run(() -> readEach(root, chosen, spaces));
    List<FilesystemSpace> read = copy(spaces);
    return inTime || !read.isEmpty()
        ? Reading.present(read)
        : Reading.unreadable("statvfs", "a file system has not answered for 2 s");
  }

  private static List<FilesystemSpace> copy(List<FilesystemSpace> spaces) {
    synchronized (spaces) {
      return List.copyOf(spaces);
    }
  }

  private static void readEach(HostRoot root, List<Mount> chosen, List<FilesystemSpace> spaces) {
    for (Mount mount : chosen) {
      try {
        Path path = root.resolve(mount.mountPoint());
        if (liesAt(path, mount)) {
          spaces.add(space(mount, Libc.statvfs(path.toString())));
        }
      } catch (IOException gone) {
        // Unmounted since, or in a directory that may not be searched: nothing is known of it.
      }
    }
  }

  /** The inner device number of btrfs is not that of its mount. */
  private static boolean liesAt(Path path, Mount mount) throws IOException {
    if (mount.type().equals("btrfs")) {
      return true;
    }
    long device = (long) Files.getAttribute(path, "unix:dev");
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
    long minor = (device & 0xff) | ((device >>> 12) & 0xf_ff00L);
    return mount.majorMinor().equals(major + ":" + minor);
  }

  static FilesystemSpace space(Mount mount, Libc.FileSystem from) {
    long unit = Math.max(0, from.blockBytes());
    return new FilesystemSpace(
        mount,
        Units.bytes(Math.max(0, from.blocks()), unit),
        Units.bytes(Math.max(0, from.free()), unit),
        Units.bytes(Math.max(0, from.available()), unit),
        Math.max(0, from.inodes()),
        Math.max(0, from.inodesFree()));
  }
}
