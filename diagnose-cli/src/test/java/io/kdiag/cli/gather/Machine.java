package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine laid out in a directory, with processes. */
final class Machine {
  static final String POD_UID = "0c1f7a3e-1111-2222-3333-444455556666";
  private static final String ID = "0123456789abcdef".repeat(4);

  private final Path directory;
  private final List<ProcessStat> processes = new ArrayList<>();

  Machine(Path directory) {
    this.directory = directory;
    runs(1, "init", "/sbin/init");
  }

  HostRoot root() {
    return new HostRoot(directory);
  }

  Machine file(String path, String text) {
    try {
      Path file = directory.resolve(path.substring(1));
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  Machine link(String path, String target) {
    try {
      Path link = directory.resolve(path.substring(1));
      Files.createDirectories(link.resolveSibling("."));
      Files.createSymbolicLink(link, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  /** A process of the machine itself. */
  Machine runs(int pid, String name, String... command) {
    return runs(pid, name, "/system.slice/" + name + ".service", List.of(command));
  }

  /** A process in a pod's container, as a static pod's is. */
  Machine runsInPod(int pid, String name, String... command) {
    String cgroup = "/kubepods/burstable/pod" + POD_UID + "/" + ID;
    return runs(pid, name, cgroup, List.of(command));
  }

  private Machine runs(int pid, String name, String cgroup, List<String> command) {
    String shown = name.length() > 15 ? name.substring(0, 15) : name;
    processes.add(
        new ProcessStat(pid, 1, shown, 'S', 1, 0.1, 4096, 100, cgroup, String.join(" ", command)));
    return file("/proc/" + pid + "/cmdline", String.join("\0", command) + "\0");
  }

  KubernetesSetup setup() {
    return KubernetesSetups.read(root(), processes);
  }
}
