package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.KubernetesSetup.ProbeTarget;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.host.HostRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the parts on this machine answer about their health, by their flags or by default. */
final class HealthTargets {
  private static final String KUBEADM_ETCD = "/etc/kubernetes/pki/etcd/healthcheck-client";

  private final HostRoot root;
  private final List<ProbeTarget> targets = new ArrayList<>();

  private HealthTargets(HostRoot root) {
    this.root = root;
  }

  static List<ProbeTarget> of(
      HostRoot root,
      Map<String, InstalledPart> parts,
      KubeletSettings kubelet,
      @Nullable String runtimeEndpoint) {
    HealthTargets found = new HealthTargets(root);
    String healthz = kubelet.healthzAddress();
    boolean kubeletHere = parts.containsKey("kubelet");
    if (kubeletHere && healthz != null) {
      found.add(Kind.KUBELET, "http://" + healthz + "/healthz");
    }
    if (kubeletHere && runtimeEndpoint != null && runtimeEndpoint.startsWith("unix://")) {
      found.add(Kind.RUNTIME, runtimeEndpoint);
    }
    found.kubeProxy(parts.get("kube-proxy"));
    found.secure(parts.get("kube-apiserver"), Kind.API_SERVER, "6443", "/livez");
    found.secure(
        parts.get("kube-controller-manager"), Kind.CONTROLLER_MANAGER, "10257", "/healthz");
    found.secure(parts.get("kube-scheduler"), Kind.SCHEDULER, "10259", "/healthz");
    found.etcd(parts.get("etcd"), parts.get("kube-apiserver"));
    if (kubeletHere) {
      for (String server : kubelet.clusterDns()) {
        String name = "kubernetes.default.svc." + kubelet.clusterDomain();
        found.add(Kind.DNS, "dns://" + server.strip() + "/" + name);
      }
    }
    return List.copyOf(found.targets);
  }

  private void add(Kind kind, String url) {
    targets.add(new ProbeTarget(kind, url, null, null));
  }

  private void kubeProxy(@Nullable InstalledPart proxy) {
    if (proxy == null) {
      return;
    }
    String address = proxy.flags().get("healthz-bind-address");
    String config = proxy.flags().get("config");
    if (address == null && config != null) {
      address =
          YamlDocument.read(root, proxy.file(root, config))
              .optional()
              .map(yaml -> yaml.string("healthzBindAddress"))
              .orElse(null);
    }
    String set = address == null || address.isEmpty() ? "0.0.0.0" : address;
    int colon = set.lastIndexOf(':');
    boolean withPort = colon > 0 && (set.indexOf(':') == colon || set.contains("]"));
    String port = withPort ? set.substring(colon + 1) : proxy.flags().get("healthz-port", "10256");
    if (!port.equals("0")) {
      String host = withPort ? set.substring(0, colon) : set;
      add(Kind.KUBE_PROXY, "http://" + authority(host, port));
    }
  }

  private void secure(@Nullable InstalledPart part, Kind kind, String port, String path) {
    if (part == null) {
      return;
    }
    String address = part.flags().get("bind-address", "127.0.0.1");
    String set = part.flags().get("secure-port", port);
    if (!set.equals("0")) {
      add(kind, "https://" + authority(address, set) + path);
    }
  }

  private void etcd(@Nullable InstalledPart etcd, @Nullable InstalledPart apiServer) {
    if (etcd == null) {
      return;
    }
    String url = etcdUrl(etcd, apiServer);
    boolean secure = url.startsWith("https:");
    String certificate = null;
    String key = null;
    if (secure) {
      certificate = apiServer == null ? null : apiServer.flags().get("etcd-certfile");
      key = apiServer == null ? null : apiServer.flags().get("etcd-keyfile");
      if (certificate == null && root.list("/etc/kubernetes/pki/etcd").optional().isPresent()) {
        certificate = KUBEADM_ETCD + ".crt";
        key = KUBEADM_ETCD + ".key";
      } else if (certificate == null) {
        certificate = etcd.flags().get("cert-file");
        key = etcd.flags().get("key-file");
      }
    }
    targets.add(new ProbeTarget(Kind.ETCD, url + "/health", certificate, key));
  }

  /** Its port for metrics where that is plain, else where its clients ask. */
  private static String etcdUrl(InstalledPart etcd, @Nullable InstalledPart apiServer) {
    String plain = local(etcd.flags().get("listen-metrics-urls", ""), "http:");
    if (!plain.isEmpty()) {
      return plain;
    }
    String clients = local(etcd.flags().get("listen-client-urls", ""), "http");
    if (clients.isEmpty() && apiServer != null) {
      clients = local(apiServer.flags().get("etcd-servers", ""), "http");
    }
    return clients.isEmpty() ? "http://127.0.0.1:2379" : clients;
  }

  /** The loopback one of a list of URLs with that beginning, else the first. */
  private static String local(String urls, String beginning) {
    String first = "";
    for (String raw : urls.split(",", -1)) {
      String url = raw.strip();
      int host = url.indexOf("://") + 3;
      int colon = url.lastIndexOf(':');
      if (!url.startsWith(beginning) || colon < host) {
        continue;
      }
      String address = url.substring(host, colon);
      String port = url.substring(colon + 1).replaceFirst("/$", "");
      String whole = url.substring(0, host) + authority(address, port);
      if (whole.contains("//127.") || whole.contains("[::1]")) {
        return whole;
      }
      first = first.isEmpty() ? whole : first;
    }
    return first;
  }

  /** An address to ask at, for one to listen on: "any" is asked at the loopback. */
  static String authority(String address, String port) {
    String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    boolean any = bare.isEmpty() || bare.equals("0.0.0.0") || bare.equals("::");
    String asked = any || bare.equals("localhost") ? "127.0.0.1" : bare;
    return (asked.contains(":") ? "[" + asked + "]" : asked) + ":" + port;
  }
}
