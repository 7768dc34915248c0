package io.kdiag.shipper;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.Timestamp;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.containerlog.ContainerLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run and its files, oldest first. {@code last} says that the container has no newer run. */
record FoundRun(Run run, List<FoundFile> files, boolean last) {

  /** All runs of all containers on the node that have files. */
  static Reading<List<FoundRun>> list(HostRoot root) {
    return ContainerLogs.list(root).map(logs -> ofAll(root, logs));
  }

  private static List<FoundRun> ofAll(HostRoot root, List<ContainerLog> logs) {
    List<FoundRun> runs = new ArrayList<>();
    for (ContainerLog log : logs) {
      addRuns(root, log, runs);
    }
    return runs;
  }

  private static void addRuns(HostRoot root, ContainerLog log, List<FoundRun> runs) {
    List<FoundFile> files = new ArrayList<>();
    int restart = -1;
    for (String path : log.files().reversed()) {
      int of = restart(path);
      if (of != restart && !files.isEmpty()) {
        runs.add(of(log, restart, files));
        files = new ArrayList<>();
      }
      restart = of;
      addFile(root, path, files);
    }
    if (!files.isEmpty()) {
      runs.add(of(log, restart, files));
    }
  }

  private static void addFile(HostRoot root, String path, List<FoundFile> files) {
    try {
      files.add(FoundFile.of(ContainerLogs.file(root, path)));
    } catch (IOException e) {
      return; // Renamed or removed since the directory was read: the next look finds it.
    }
  }

  private static FoundRun of(ContainerLog log, int restart, List<FoundFile> files) {
    boolean last = restart == log.restarts();
    String id = last ? log.containerId() : null;
    Run run = new Run(log.namespace(), log.pod(), log.podUid(), log.container(), restart, id);
    return new FoundRun(run, files, last);
  }

  private static int restart(String path) {
    int name = path.lastIndexOf('/') + 1;
    return Timestamp.number(path, name, path.indexOf('.', name));
  }
}
