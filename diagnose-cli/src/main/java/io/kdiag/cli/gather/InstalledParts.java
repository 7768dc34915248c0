package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for the parts of Kubernetes in processes, systemd units and static pods. */
final class InstalledParts {
  static final List<String> CONTROL_PLANE =
      List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");

  static final List<String> RUNTIMES = List.of("containerd", "crio", "dockerd");

  static final List<String> NAMES =
      List.of(
          "kubelet",
          "containerd",
          "crio",
          "dockerd",
          "kube-proxy",
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler");

  private final List<PartProcess> processes;
  private final Map<String, SystemdUnit> units;
  private Map<String, StaticPod> staticPods = Map.of();

  private InstalledParts(List<PartProcess> processes, Map<String, SystemdUnit> units) {
    this.processes = processes;
    this.units = units;
  }

  static InstalledParts find(HostRoot root, List<ProcessStat> processes) {
    boolean systemdRuns = root.list("/run/systemd/system").optional().isPresent();
    for (ProcessStat process : processes) {
      systemdRuns |= process.pid() == 1 && process.name().equals("systemd");
    }
    return new InstalledParts(
        PartProcess.find(root, processes, NAMES), SystemdUnits.read(root, NAMES, systemdRuns));
  }

  /** Looks for static pods too, whose directory kubelet's settings tell. */
  void addStaticPods(HostRoot root, String directory) {
    staticPods = StaticPod.read(root, directory, NAMES);
  }

  boolean hasStaticPods() {
    return !staticPods.isEmpty();
  }

  @Nullable SystemdUnit unit(String name) {
    return units.get(name);
  }

  List<PartProcess> processes(String name) {
    List<PartProcess> found = new ArrayList<>();
    for (PartProcess process : processes) {
      if (process.name().equals(name)) {
        found.add(process);
      }
    }
    return found;
  }

  /** The part of that name; null where nothing says that it belongs here. */
  @Nullable InstalledPart part(String name) {
    List<PartProcess> found = processes(name);
    return part(name, found.isEmpty() ? null : found.getFirst());
  }

  /** The same, run by that process, or by none. */
  @Nullable InstalledPart part(String name, @Nullable PartProcess process) {
    StaticPod pod = staticPods.get(name);
    SystemdUnit unit = units.get(name);
    if (process != null) {
      boolean inPod = process.inPod();
      String how = "process";
      if (pod != null && inPod) {
        how = "static pod " + pod.path();
      } else if (unit != null && !inPod) {
        how = "systemd unit " + unit.path();
      }
      Flags flags = flags(name, process.command(), inPod ? null : unit);
      return new InstalledPart(name, how, process.pid(), flags, process.processRoot());
    }
    if (pod != null) {
      String how = "static pod " + pod.path();
      return new InstalledPart(name, how, null, Flags.of(pod.command()), "");
    }
    if (unit != null) {
      String how = "systemd unit " + unit.path();
      return new InstalledPart(name, how, null, flags(name, unit.command(), unit), "");
    }
    return null;
  }

  private static Flags flags(String name, List<String> command, @Nullable SystemdUnit unit) {
    Flags flags = Flags.of(command);
    return name.equals("etcd") && unit != null
        ? flags.withEtcdEnvironment(unit.environment())
        : flags;
  }
}
