package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container runtime that kubelet uses: the one whose socket is the endpoint of kubelet's
 * settings or of its containers' shims, else the one that is there.
 *
 * @param part null where nothing tells which it is
 * @param endpoint {@code unix:///run/containerd/containerd.sock}; null where it is not known
 */
record ContainerRuntime(
    @Nullable InstalledPart part, @Nullable String endpoint, RuntimeSettings settings) {
  private static final String CONTAINERD_CONFIG = "/etc/containerd/config.toml";
  private static final String CONTAINERD = "/run/containerd/containerd.sock";

  private static final List<String> SOCKETS =
      List.of(
          CONTAINERD, "/run/crio/crio.sock", "/run/cri-dockerd.sock", "/var/run/dockershim.sock");

  static ContainerRuntime find(
      HostRoot root, InstalledParts parts, @Nullable String endpoint, @Nullable String shimSocket) {
    String known = endpoint != null && !endpoint.isEmpty() ? endpoint : shimSocket;
    String socket = known == null ? usual(root, parts) : socket(known);
    if (socket == null) {
      return new ContainerRuntime(null, null, RuntimeSettings.UNKNOWN);
    }
    String name = socket.contains("crio") ? "crio" : "containerd";
    name = socket.contains("docker") ? "dockerd" : name;
    return of(root, parts, name, socket);
  }

  private static ContainerRuntime of(
      HostRoot root, InstalledParts parts, String name, String socket) {
    PartProcess process = null;
    RuntimeSettings settings = null;
    for (PartProcess candidate : parts.processes(name)) {
      RuntimeSettings of = settings(root, name, Flags.of(candidate.command()));
      if (!name.equals("containerd") || socket.equals(listensAt(candidate, of))) {
        process = candidate;
        settings = of;
        break;
      }
    }
    InstalledPart part = parts.part(name, process);
    if (part == null) {
      part = new InstalledPart(name, "kubelet's endpoint " + socket, null, Flags.NONE, "");
    }
    RuntimeSettings last = settings == null ? settings(root, name, part.flags()) : settings;
    return new ContainerRuntime(part, "unix://" + socket, last);
  }

  private static String listensAt(PartProcess process, RuntimeSettings settings) {
    Flags flags = Flags.of(process.command());
    String flag = flags.get("address", flags.get("a", ""));
    String set = settings.socket();
    return socket(!flag.isEmpty() ? flag : set == null ? CONTAINERD : set);
  }

  private static RuntimeSettings settings(HostRoot root, String name, Flags flags) {
    return switch (name) {
      case "crio" -> RuntimeSettings.crio(root);
      case "containerd" ->
          RuntimeSettings.containerd(root, flags.get("config", flags.get("c", CONTAINERD_CONFIG)));
      default -> RuntimeSettings.UNKNOWN;
    };
  }

  /** The path of an endpoint, /var/run being /run. */
  private static String socket(String endpoint) {
    String path = endpoint.startsWith("unix://") ? endpoint.substring(7) : endpoint;
    return path.startsWith("/var/run/") && !path.contains("dockershim") ? path.substring(4) : path;
  }

  /** The first socket that is there, else that of the first runtime that belongs here. */
  private static @Nullable String usual(HostRoot root, InstalledParts parts) {
    for (String socket : SOCKETS) {
      if (Files.exists(root.resolve(socket))) {
        return socket;
      }
    }
    for (PartProcess process : parts.processes("containerd")) {
      RuntimeSettings settings = settings(root, "containerd", Flags.of(process.command()));
      return listensAt(process, settings);
    }
    if (parts.part("crio") != null) {
      return SOCKETS.get(1);
    }
    return parts.part("containerd") == null ? null : CONTAINERD;
  }
}
