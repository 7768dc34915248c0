package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts that no file or process of their own shows, but that others on this machine ask at the
 * loopback address: a kube-apiserver's etcd, a controller manager's and a scheduler's API server.
 */
final class ImpliedParts {
  private ImpliedParts() {}

  static @Nullable InstalledPart etcd(Map<String, InstalledPart> parts) {
    InstalledPart apiServer = parts.get("kube-apiserver");
    String servers = apiServer == null ? "" : apiServer.flags().get("etcd-servers", "");
    if (!isLocal(servers)) {
      return null;
    }
    String how = "kube-apiserver's --etcd-servers=" + servers;
    return new InstalledPart("etcd", how, null, Flags.NONE, "");
  }

  /** Only where the asking part runs outside of pods: those are started as one with the server. */
  static @Nullable InstalledPart apiServer(HostRoot root, Map<String, InstalledPart> parts) {
    for (String name : List.of("kube-controller-manager", "kube-scheduler")) {
      InstalledPart part = parts.get(name);
      if (part == null || part.pid() == null || !part.processRoot().isEmpty()) {
        continue;
      }
      String server = part.flags().get("master", server(root, part));
      if (isLocal(server)) {
        String how = name + ", which asks it at " + server;
        Flags flags = new Flags(Map.of("secure-port", port(server)));
        return new InstalledPart("kube-apiserver", how, null, flags, "");
      }
    }
    return null;
  }

  /** The server of the first cluster in its kubeconfig. */
  private static String server(HostRoot root, InstalledPart part) {
    YamlDocument kubeconfig =
        YamlDocument.read(root, part.flags().get("kubeconfig", "/etc/kubernetes/none"))
            .optional()
            .orElse(YamlDocument.EMPTY);
    for (YamlDocument cluster : kubeconfig.maps("clusters")) {
      return cluster.map("cluster").string("server", "");
    }
    return "";
  }

  private static String port(String server) {
    String port = server.substring(server.lastIndexOf(':') + 1).replaceFirst("/.*$", "");
    return server.startsWith("https:") && !port.isEmpty() ? port : "6443";
  }

  private static boolean isLocal(String urls) {
    return urls.contains("//127.") || urls.contains("//localhost:") || urls.contains("//[::1]");
  }
}
