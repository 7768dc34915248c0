package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Timestamp;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.containerlog.ContainerLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run and its files, oldest first. {@code last} says that the container has no newer run. */
record FoundRun(Run run, List<FoundFile> files, boolean last) {

  /**
   * The runs of the container whose directory that is; {@code ids} knows the container's id by its
   * live file.
   */
  static List<FoundRun> inDirectory(HostRoot root, String directory, ContainerIds ids) {
    List<FoundRun> runs = new ArrayList<>();
    ContainerLogs.inDirectory(root, directory).ifPresent(log -> addRuns(root, log, ids, runs));
    return runs;
  }

  /** Nothing has been written yet. */
  boolean isEmpty() {
    return files.stream().allMatch(file -> file.bytes() == 0);
  }

  private static void addRuns(
      HostRoot root, ContainerLog log, ContainerIds ids, List<FoundRun> runs) {
    List<FoundFile> files = new ArrayList<>();
    int restart = -1;
    for (String path : log.files().reversed()) {
      int of = restart(path);
      if (of != restart && !files.isEmpty()) {
        runs.add(of(log, restart, ids, files));
        files = new ArrayList<>();
      }
      restart = of;
      addFile(root, path, files);
    }
    if (!files.isEmpty()) {
      runs.add(of(log, restart, ids, files));
    }
  }

  private static void addFile(HostRoot root, String path, List<FoundFile> files) {
    try {
      files.add(FoundFile.of(ContainerLogs.file(root, path)));
    } catch (IOException e) {
      return; // Renamed or removed since the directory was read: the next look finds it.
    }
  }

  private static FoundRun of(
      ContainerLog log, int restart, ContainerIds ids, List<FoundFile> files) {
    boolean last = restart == log.restarts();
    String id = last ? ids.of(log.files().getFirst()) : null;
    Run run =
        new ContainerRun(log.namespace(), log.pod(), log.podUid(), log.container(), restart, id);
    return new FoundRun(run, files, last);
  }

  private static int restart(String path) {
    int name = path.lastIndexOf('/') + 1;
    return Timestamp.number(path, name, path.indexOf('.', name));
  }
}
