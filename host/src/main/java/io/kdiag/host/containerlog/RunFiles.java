package io.kdiag.host.containerlog;

import io.kdiag.host.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The log files in one container's directory, newest first: by restart, the live file before
 * rotated ones, those by the time in their name.
 */
record RunFiles(List<RunFile> files) {
  private static final int MOST_FILES = 1000;

  /** {@code <restart>.log<rotation>}; {@code rotation} is empty for the live file. */
  record RunFile(String name, int restart, String rotation) {}

  /** Picks the log files among {@code names}; what kubelet is still compressing is not one. */
  static RunFiles of(List<String> names) {
    List<RunFile> files = new ArrayList<>();
    for (String name : names) {
      int dot = name.indexOf(".log");
      int restart = dot > 0 && dot <= 9 ? Timestamp.number(name, 0, dot) : -1;
      String rotation = dot < 0 ? "" : name.substring(dot + 4);
      boolean known = rotation.isEmpty() || rotation.charAt(0) == '.';
      if (restart >= 0 && known && !rotation.endsWith(".tmp") && files.size() < MOST_FILES) {
        files.add(new RunFile(name, restart, rotation));
      }
    }
    files.sort(RunFiles::newestFirst);
    return new RunFiles(files);
  }

  private static int newestFirst(RunFile a, RunFile b) {
    if (a.restart != b.restart) {
      return Integer.compare(b.restart, a.restart);
    }
    boolean oneIsLive = a.rotation.isEmpty() != b.rotation.isEmpty();
    return oneIsLive
        ? Boolean.compare(b.rotation.isEmpty(), a.rotation.isEmpty())
        : Comparator.<String>reverseOrder().compare(a.rotation, b.rotation);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** The highest number a file bears; there must be one. */
  int restarts() {
    return files.getFirst().restart;
  }

  /** Their paths. */
  List<String> under(String directory) {
    List<String> paths = new ArrayList<>(files.size());
    for (RunFile file : files) {
      paths.add(directory + "/" + file.name);
    }
    return List.copyOf(paths);
  }
}
