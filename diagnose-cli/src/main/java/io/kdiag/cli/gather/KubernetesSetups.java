package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.cli.evidence.KubernetesSetup.Component;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessStat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of Kubernetes is on a machine, by its files, units and processes, running or not. A
 * part that something says belongs here and that no process runs is a component without a pid.
 */
public final class KubernetesSetups {
  private final HostRoot root;
  private final List<ProcessStat> processes;
  private final InstalledParts found;
  private final Map<String, InstalledPart> parts = new LinkedHashMap<>();

  private KubernetesSetups(HostRoot root, List<ProcessStat> processes) {
    this.root = root;
    this.processes = processes;
    this.found = InstalledParts.find(root, processes);
  }

  /** Without any process nothing can be said of what runs: then there is no setup either. */
  public static KubernetesSetup read(HostRoot root, List<ProcessStat> processes) {
    return processes.isEmpty()
        ? KubernetesSetup.none()
        : new KubernetesSetups(root, processes).read();
  }

  private KubernetesSetup read() {
    NodeSigns node = NodeSigns.find(root, processes, found);
    boolean isNode = !node.signs().isEmpty();
    InstalledPart kubelet = found.part("kubelet");
    KubeletSettings settings = KubeletSettings.read(root, kubelet);
    found.addStaticPods(root, settings.staticPodPath());
    if (!isNode && !hasControlPlane()) {
      return KubernetesSetup.none();
    }
    if (isNode) {
      put(
          kubelet != null
              ? kubelet
              : new InstalledPart("kubelet", node.signs().getFirst(), null, Flags.NONE, ""));
    }
    ContainerRuntime runtime =
        isNode
            ? ContainerRuntime.find(root, found, settings.runtimeEndpoint(), node.runtimeSocket())
            : new ContainerRuntime(null, null, RuntimeSettings.UNKNOWN);
    put(runtime.part());
    put(found.part("kube-proxy"));
    controlPlane();
    return new KubernetesSetup(
        node.signs(),
        kubelet(settings, runtime, isNode),
        components(),
        HealthTargets.of(root, parts, settings, runtime.endpoint()),
        CertificateFiles.of(root, parts, settings));
  }

  private void put(@Nullable InstalledPart part) {
    if (part != null) {
      parts.put(part.name(), part);
    }
  }

  /** Some part of the control plane other than etcd, which others use too, or their own etcd. */
  private boolean hasControlPlane() {
    SystemdUnit etcd = found.unit("etcd");
    boolean own = etcd != null && !etcd.command().isEmpty() && ofKubernetes(etcd);
    for (String name : InstalledParts.CONTROL_PLANE) {
      own |= !name.equals("etcd") && found.part(name) != null;
    }
    return own || found.hasStaticPods();
  }

  private static boolean ofKubernetes(SystemdUnit unit) {
    String program = unit.command().getFirst();
    return program.startsWith("/k8s/") || program.contains("kube");
  }

  private void controlPlane() {
    for (String name : InstalledParts.CONTROL_PLANE) {
      put(found.part(name));
    }
    if (!parts.containsKey("kube-apiserver")) {
      put(ImpliedParts.apiServer(root, parts));
    }
    if (!parts.containsKey("etcd")) {
      put(ImpliedParts.etcd(parts));
    }
  }

  private KubernetesSetup.Kubelet kubelet(
      KubeletSettings settings, ContainerRuntime runtime, boolean isNode) {
    String configurations =
        first(
            settings.cniConfigurationDirectory(),
            runtime.settings().cniConfigurationDirectory(),
            "/etc/cni/net.d");
    String binaries =
        first(
            settings.cniBinaryDirectory(),
            runtime.settings().cniBinaryDirectory(),
            usualCniBinaries());
    CniDirectory cni =
        isNode
            ? CniDirectory.read(root, configurations, binaries)
            : new CniDirectory(null, List.of());
    return new KubernetesSetup.Kubelet(
        settings.configFile(),
        settings.rootDirectory(),
        settings.cgroupDriver(),
        runtime.settings().cgroupDriver(),
        runtime.endpoint(),
        settings.failSwapOn(isNode),
        settings.evictionHard(isNode),
        configurations,
        cni.configurations(),
        binaries,
        cni.missing());
  }

  private static String first(@Nullable String a, @Nullable String b, String otherwise) {
    String set = a != null && !a.isEmpty() ? a : b;
    return set != null && !set.isEmpty() ? set : otherwise;
  }

  private String usualCniBinaries() {
    for (String directory : List.of("/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni")) {
      if (root.list(directory) instanceof Reading.Present<List<String>>) {
        return directory;
      }
    }
    return "/opt/cni/bin";
  }

  private List<Component> components() {
    List<Component> components = new ArrayList<>();
    for (InstalledPart part : parts.values()) {
      List<String> words = part.pid() == null ? LastWords.of(root, part) : List.of();
      components.add(new Component(part.name(), part.how(), part.pid(), words));
    }
    return List.copyOf(components);
  }
}
