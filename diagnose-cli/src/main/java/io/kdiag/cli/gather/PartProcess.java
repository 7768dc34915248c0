package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.List;

/**
 * A living process of a part of Kubernetes. The kernel keeps fifteen characters of a name, so
 * {@code kube-controller} is kube-controller-manager.
 */
record PartProcess(String name, int pid, String processRoot, boolean inPod, List<String> command) {
  private static final int KERNEL_NAME_LENGTH = 15;

  /** The processes of the parts in {@code known}, those outside of containers first. */
  static List<PartProcess> find(HostRoot root, List<ProcessStat> processes, List<String> known) {
    List<PartProcess> machine = new ArrayList<>();
    List<PartProcess> contained = new ArrayList<>();
    for (ProcessStat process : processes) {
      String name = name(process, known);
      if (!name.isEmpty() && process.state() != 'Z' && process.state() != 'X') {
        PartProcess part = of(root, process, name);
        (part.processRoot.isEmpty() ? machine : contained).add(part);
      }
    }
    machine.addAll(contained);
    return machine;
  }

  private static PartProcess of(HostRoot root, ProcessStat process, String name) {
    CgroupId cgroup = CgroupId.parse(process.cgroup());
    String processRoot = cgroup.isContainer() ? "/proc/" + process.pid() + "/root" : "";
    List<String> command = command(root, process);
    return new PartProcess(name, process.pid(), processRoot, cgroup.podUid() != null, command);
  }

  private static String name(ProcessStat process, List<String> known) {
    for (String name : known) {
      boolean cut = name.length() > KERNEL_NAME_LENGTH;
      String shown = cut ? name.substring(0, KERNEL_NAME_LENGTH) : name;
      if (shown.equals(process.name())) {
        return name;
      }
    }
    return "";
  }

  /** Its arguments, exactly where /proc gives them. */
  static List<String> command(HostRoot root, ProcessStat process) {
    String path = "/proc/" + process.pid() + "/cmdline";
    String text = root.read(path, HostText::string).optional().orElse("");
    List<String> words = new ArrayList<>();
    String[] split = text.isEmpty() ? process.commandLine().split(" ", -1) : text.split("\0", -1);
    for (String word : split) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
