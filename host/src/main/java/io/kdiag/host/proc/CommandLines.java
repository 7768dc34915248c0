package io.kdiag.host.proc;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads {@code /proc/<pid>/cmdline} of the programs of Kubernetes and of what is in state D. For
 * this file the kernel waits for the process's memory lock, which a process stuck in I/O may hold
 * for ever (ps hangs so): therefore with a deadline, and after everything else. What was not read
 * in time stays empty.
 *
 * <pre>{@code
 * kubelet\0--config=/etc/kubelet.yaml\0--v=2\0
 * }</pre>
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html">proc_pid_cmdline(5)</a>
 */
final class CommandLines {
  /** Longer ones are of no use to a reader. */
  private static final int MOST_CHARACTERS = 16 << 10;

  private static final Deadline DEADLINE = new Deadline("cmdline", Duration.ofSeconds(1));

  private CommandLines() {}

  /** The same processes, some with their command lines. */
  static List<ProcessStat> fill(HostRoot root, List<ProcessStat> processes) {
    List<ProcessStat> wanted = new ArrayList<>();
    for (ProcessStat process : processes) {
      if (isWanted(process)) {
        wanted.add(process);
      }
    }
    if (wanted.isEmpty()) {
      return List.copyOf(processes);
    }
    Map<Integer, String> texts = new ConcurrentHashMap<>();
    if (!DEADLINE.run(() -> readEach(root, wanted, texts)) && texts.isEmpty()) {
      return List.copyOf(processes);
    }
    List<ProcessStat> filled = new ArrayList<>(processes.size());
    for (ProcessStat process : processes) {
      String text = texts.get(process.pid());
      filled.add(text == null ? process : process.withCommandLine(text));
    }
    return List.copyOf(filled);
  }

  /** Those that run come first, those that are stuck last. */
  private static void readEach(
      HostRoot root, List<ProcessStat> wanted, Map<Integer, String> texts) {
    for (boolean stuck : new boolean[] {false, true}) {
      for (ProcessStat process : wanted) {
        if (stuck == (process.state() == 'D')) {
          String path = "/proc/" + process.pid() + "/cmdline";
          root.read(path, CommandLines::joined)
              .optional()
              .ifPresent(text -> texts.put(process.pid(), text));
        }
      }
    }
  }

  private static String joined(HostText text) {
    String arguments = text.string().replace('\0', ' ').strip();
    String some =
        arguments.length() > MOST_CHARACTERS ? arguments.substring(0, MOST_CHARACTERS) : arguments;
    return Redaction.redact(some);
  }

  /** The kernel cuts a name after 15 bytes. */
  private static boolean isWanted(ProcessStat process) {
    return switch (process.name()) {
      case "kubelet",
          "kube-proxy",
          "containerd",
          "crio",
          "dockerd",
          "etcd",
          "kube-apiserver",
          "kube-controller",
          "kube-scheduler" ->
          true;
      default ->
          process.name().startsWith("containerd-shim")
              || (process.state() == 'D' && !process.kernelThread());
    };
  }
}
