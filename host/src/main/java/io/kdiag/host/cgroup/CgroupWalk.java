package io.kdiag.host.cgroup;

import io.kdiag.host.HostRoot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the cgroups worth reading in one hierarchy: the root, the system's slices and services down
 * to depth 2, all of {@code kubepods}, pods, and containers; nothing inside of a container.
 */
final class CgroupWalk {
  private static final int SYSTEM_DEPTH = 2;
  private static final int LEAF = 2;
  private static final int MOST_DEPTH = 12;

  private final int limit;
  private final Map<String, CgroupId> found = new TreeMap<>();

  /** The directories that were looked into, and how many links each had. */
  private final Map<Path, Integer> links = new LinkedHashMap<>();

  CgroupWalk(int limit) {
    this.limit = limit;
  }

  /** What all hierarchies walked so far hold, by path. */
  Map<String, CgroupId> found() {
    return found;
  }

  /** Adds what the hierarchy mounted at {@code mount} holds. */
  void add(HostRoot root, String mount) {
    Path directory = root.resolve(mount);
    if (Files.isDirectory(directory)) {
      found.putIfAbsent("/", new CgroupId("/", null, null, null));
      children(directory, "", 1, false);
    }
  }

  private void children(Path directory, String path, int depth, boolean inPod) {
    int before = links(directory);
    links.put(directory, before);
    if (depth > MOST_DEPTH || before == LEAF) {
      return;
    }
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (found.size() >= limit) {
          return;
        }
        if (!isControlFile(name) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          visit(entry, path + "/" + name, name, depth, inPod);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It ended, or may not be listed: there is nothing below it to report.
      return;
    }
  }

  private void visit(Path directory, String path, String name, int depth, boolean inPod) {
    CgroupId id = CgroupId.parse(path);
    if (id.isContainer()) {
      found.putIfAbsent(path, id);
    } else if (inPod) {
      return;
    } else if (id.isPod() || name.contains("kubepods")) {
      found.putIfAbsent(path, id);
      children(directory, path, depth + 1, id.isPod());
    } else if (depth <= SYSTEM_DEPTH) {
      found.putIfAbsent(path, id);
      children(directory, path, depth + 1, false);
    }
  }

  /** Whether each directory looked into still has as many below it. */
  boolean isUnchanged() {
    for (Map.Entry<Path, Integer> directory : links.entrySet()) {
      int before = directory.getValue();
      if (before < LEAF || links(directory.getKey()) != before) {
        return false;
      }
    }
    return !links.isEmpty();
  }

  /**
   * One link for each directory below, its own and its parent's; file systems that count none of it
   * say 1. 0: it is gone.
   */
  private static int links(Path directory) {
    try {
      return Files.getAttribute(directory, "unix:nlink") instanceof Integer links ? links : 1;
    } catch (IOException e) {
      return 0;
    } catch (UnsupportedOperationException e) {
      return 1;
    }
  }

  /** Spares the forty or so interface files of a directory a look at what they are. */
  private static boolean isControlFile(String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return name.equals("tasks") || name.equals("notify_on_release");
    }
    return switch (name.substring(0, dot)) {
      case "cgroup",
          "cpu",
          "cpuacct",
          "cpuset",
          "memory",
          "pids",
          "io",
          "hugetlb",
          "rdma",
          "misc" ->
          !isUnit(name);
      default -> false;
    };
  }

  private static boolean isUnit(String name) {
    return name.endsWith(".service") || name.endsWith(".scope") || name.endsWith(".slice");
  }
}
