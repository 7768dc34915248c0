package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads {@link InotifyUse}. The kernel tells nobody how much of its limits a user has spent, so the
 * descriptors that are links to {@code anon_inode:inotify} are counted, and the watches in the
 * {@code fdinfo} of each; one that a child inherited counts for both. A link costs some 6 us:
 * {@value #MOST_LINKS} are looked at, the processes beyond them are counted as unread.
 *
 * <pre>{@code
 * pos:	0
 * flags:	02004000
 * inotify wd:1 ino:2f4a6 sdev:fe00000 mask:fce ignored_mask:0 fhandle-bytes:8 ...
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#inotify-files">fdinfo: inotify</a>
 */
public final class InotifyUseReader {
  private static final String LIMITS = "/proc/sys/fs/inotify/max_user_";
  private static final int MOST_LINKS = 16_384;

  private final HostRoot root;
  private final Map<Integer, long[]> byUser = new HashMap<>();
  private int links;
  private int read;
  private int unread;

  private InotifyUseReader(HostRoot root) {
    this.root = root;
  }

  public static Reading<InotifyUse> read(HostRoot root) {
    return root.read(LIMITS + "instances", Sysctls::count)
        .flatMap(
            instances ->
                root.read(LIMITS + "watches", Sysctls::count)
                    .map(watches -> new InotifyUseReader(root).count(instances, watches)));
  }

  private InotifyUse count(long maxInstances, long maxWatches) {
    for (int pid : ProcessIds.list(root).optional().orElse(new int[0])) {
      countProcess(pid);
    }
    long instances = read == 0 ? -1 : 0;
    long watches = instances;
    int uid = -1;
    for (Map.Entry<Integer, long[]> user : byUser.entrySet()) {
      watches = Math.max(watches, user.getValue()[1]);
      if (user.getValue()[0] > instances) {
        instances = user.getValue()[0];
        uid = user.getKey();
      }
    }
    return new InotifyUse(maxInstances, maxWatches, instances, watches, uid, unread);
  }

  private void countProcess(int pid) {
    Path process = root.resolve("/proc/" + pid);
    String[] descriptors = links > MOST_LINKS ? null : process.resolve("fd").toFile().list();
    if (descriptors == null) {
      unread += Files.exists(process) ? 1 : 0;
      return;
    }
    read++;
    links += descriptors.length;
    int instances = 0;
    long watches = 0;
    for (String descriptor : descriptors) {
      if (isInotify(process.resolve("fd/" + descriptor))) {
        instances++;
        watches += watches(pid, descriptor);
      }
    }
    if (instances > 0) {
      add(pid, instances, watches);
    }
  }

  private void add(int pid, int instances, long watches) {
    int uid = root.read("/proc/" + pid + "/status", InotifyUseReader::uid).optional().orElse(-1);
    if (uid >= 0) {
      long[] sums = byUser.computeIfAbsent(uid, u -> new long[2]);
      sums[0] += instances;
      sums[1] += watches;
    }
  }

  private static boolean isInotify(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.equals("anon_inode:inotify") || target.equals("anon_inode:[inotify]");
    } catch (IOException closed) {
      return false;
    }
  }

  private long watches(int pid, String descriptor) {
    return root.read("/proc/" + pid + "/fdinfo/" + descriptor, InotifyUseReader::watches)
        .optional()
        .orElse(0L);
  }

  private static long watches(HostText text) throws MalformedTextException {
    long watches = 0;
    AsciiCursor in = text.lines();
    for (; !in.atEnd(); in.nextLine()) {
      watches += in.skipWord("inotify") ? 1 : 0;
    }
    return watches;
  }

  /** The second number, the effective user: {@code Uid: 0 0 0 0}. */
  private static int uid(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    for (; !in.atEnd(); in.nextLine()) {
      if (in.skipWord("Uid:")) {
        in.skipWords(1);
        return (int) Math.min(Integer.MAX_VALUE, in.count());
      }
    }
    throw in.malformed("the line Uid");
  }
}
