package io.kdiag.host.cgroup;

import io.kdiag.host.HostRoot;
import io.kdiag.host.KeptFiles;
import io.kdiag.host.Reading;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the machine's cgroups again and again, as {@link Cgroups#read} does once: files stay open,
 * the hierarchies are walked anew only when a directory has more or fewer below it or a cgroup has
 * gone, and limits are read again in every sixth round. For one thread.
 */
public final class CgroupReader implements AutoCloseable {
  private final HostRoot root;
  private final KeptFiles files;
  private final SeldomFiles settings;
  private final Set<CgroupPart> parts;
  private @Nullable CgroupMounts mounts;
  private @Nullable CgroupWalk walk;
  private int gone;

  /** Reads what {@link Cgroups#read} reads. */
  public CgroupReader(HostRoot root) {
    this(root, EnumSet.of(CgroupPart.PRESSURE));
  }

  public CgroupReader(HostRoot root, Set<CgroupPart> parts) {
    this.root = root;
    this.files = new KeptFiles(root);
    this.settings = new SeldomFiles(root);
    this.parts = parts.isEmpty() ? EnumSet.noneOf(CgroupPart.class) : EnumSet.copyOf(parts);
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
    List<CgroupUsage> usages = usages(known, current);
    if (same && usages.size() < current.found().size()) {
      // One has gone, and as many have come that the counts of links are the same.
      current = Cgroups.walk(root, known);
      usages = usages(known, current);
    }
    gone = current.found().size() - usages.size();
    walk = usages.size() < current.found().size() ? null : current;
    if (usages.size() <= 1) {
      mounts = null; // Nothing is there: the hierarchies may be mounted elsewhere by now.
    }
    files.endRound();
    settings.endRound();
    return usages;
  }

  private List<CgroupUsage> usages(CgroupMounts known, CgroupWalk current) {
    return Cgroups.usages(files, settings, known, parts, current);
  }

  /** The processes in a cgroup itself, as it is now; absent where it has gone. */
  public Reading<int[]> processes(CgroupId id) {
    CgroupMounts known = mounts;
    String mount = known == null ? null : known.processes();
    return mount == null
        ? Reading.absent("cgroup.procs")
        : root.read(
            CgroupDirectory.of(root, mount, id.path()).path() + "cgroup.procs",
            CgroupDirectory::parseProcesses);
  }

  /** How many cgroups ended while they were read last. */
  public int gone() {
    return gone;
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
