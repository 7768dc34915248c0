package io.kdiag.host.cgroup;

import io.kdiag.host.HostRoot;
import io.kdiag.host.KeptFiles;
import io.kdiag.host.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the machine's cgroups again and again, as {@link Cgroups#read} does once: files stay open,
 * and the hierarchies are walked anew only when a directory has more or fewer below it, or a cgroup
 * has gone. For one thread.
 */
public final class CgroupReader implements AutoCloseable {
  private final HostRoot root;
  private final KeptFiles files;
  private @Nullable CgroupMounts mounts;
  private @Nullable CgroupWalk walk;

  public CgroupReader(HostRoot root) {
    this.root = root;
    this.files = new KeptFiles(root);
  }

  public Reading<List<CgroupUsage>> read() {
    CgroupMounts known = mounts;
    if (known != null) {
      return Reading.present(read(known));
    }
    return CgroupMounts.read(root)
        .map(
            found -> {
              mounts = found;
              return read(found);
            });
  }

  private List<CgroupUsage> read(CgroupMounts known) {
    CgroupWalk last = walk;
    boolean same = last != null && last.isUnchanged();
    CgroupWalk current = last != null && same ? last : Cgroups.walk(root, known);
    List<CgroupUsage> usages = Cgroups.usages(files, known, current);
    if (same && usages.size() < current.found().size()) {
      // One has gone, and as many have come that the counts of links are the same.
      current = Cgroups.walk(root, known);
      usages = Cgroups.usages(files, known, current);
    }
    walk = usages.size() < current.found().size() ? null : current;
    if (usages.size() <= 1) {
      mounts = null; // Nothing is there: the hierarchies may be mounted elsewhere by now.
    }
    files.endRound();
    return usages;
  }

  /** How many files are kept open. */
  public int openFiles() {
    return files.open();
  }

  @Override
  public void close() {
    files.close();
  }
}
