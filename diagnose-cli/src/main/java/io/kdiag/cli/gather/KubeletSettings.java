package io.kdiag.cli.gather;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.Reading;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * kubelet's settings: its flags over its configuration file, and what it takes where neither says.
 *
 * <pre>{@code
 * kind: KubeletConfiguration
 * cgroupDriver: systemd
 * evictionHard: {memory.available: 100Mi, nodefs.available: 10%}
 * clusterDNS: [10.96.0.10]
 * }</pre>
 */
final class KubeletSettings {
  /** What kubelet evicts at when it is not told. */
  private static final Map<String, String> EVICTION =
      Map.of(
          "memory.available", "100Mi",
          "nodefs.available", "10%",
          "nodefs.inodesFree", "5%",
          "imagefs.available", "15%");

  private static final String KUBEADM_CONFIG = "/var/lib/kubelet/config.yaml";
  private static final String KUBEADM_FLAGS = "/var/lib/kubelet/kubeadm-flags.env";
  private static final String KUBEADM_KUBECONFIG = "/etc/kubernetes/kubelet.conf";

  private final Flags flags;
  private final @Nullable String configFile;
  private final Reading<YamlDocument> config;
  private final YamlDocument yaml;

  private KubeletSettings(HostRoot root, Flags flags, @Nullable String configFile) {
    this.flags = flags;
    this.configFile = configFile;
    this.config =
        configFile == null ? Reading.absent("--config") : YamlDocument.read(root, configFile);
    this.yaml = config.optional().orElse(YamlDocument.EMPTY);
  }

  static KubeletSettings read(HostRoot root, @Nullable InstalledPart kubelet) {
    boolean usual = Files.exists(root.resolve(KUBEADM_CONFIG));
    if (kubelet == null) {
      return new KubeletSettings(root, kubeadmFlags(root), usual ? KUBEADM_CONFIG : null);
    }
    String path = kubelet.flags().get("config");
    boolean silent = path == null && usual && kubelet.flags().values().isEmpty();
    String file = silent ? KUBEADM_CONFIG : path;
    String seen = file == null ? null : kubelet.file(root, file);
    return new KubeletSettings(root, kubelet.flags(), seen);
  }

  /** {@code KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/..."}. */
  private static Flags kubeadmFlags(HostRoot root) {
    String text = root.read(KUBEADM_FLAGS, HostText::string).optional().orElse("");
    String arguments = UnitFile.environment(text).getOrDefault("KUBELET_KUBEADM_ARGS", "");
    return Flags.of(UnitFile.words(arguments));
  }

  @Nullable String configFile() {
    return configFile;
  }

  String rootDirectory() {
    return flags.get("root-dir", "/var/lib/kubelet");
  }

  @Nullable String cgroupDriver() {
    String flag = flags.get("cgroup-driver");
    return flag == null ? yaml.string("cgroupDriver") : flag;
  }

  @Nullable String runtimeEndpoint() {
    String flag = flags.get("container-runtime-endpoint");
    return flag == null ? yaml.string("containerRuntimeEndpoint") : flag;
  }

  /** Whether it is its flag's or its file's word, or the default of a kubelet that has neither. */
  @Nullable Boolean failSwapOn(boolean installed) {
    String flag = flags.get("fail-swap-on");
    if (flag != null) {
      return flag.equals("true");
    }
    Boolean set = yaml.bool("failSwapOn");
    boolean byDefault = set == null && installed && known();
    return byDefault ? Boolean.TRUE : set;
  }

  Map<String, String> evictionHard(boolean installed) {
    String flag = flags.get("eviction-hard");
    if (flag != null) {
      Map<String, String> thresholds = new LinkedHashMap<>();
      for (String threshold : flag.split(",", -1)) {
        int less = threshold.indexOf('<');
        if (less > 0) {
          thresholds.put(threshold.substring(0, less).strip(), threshold.substring(less + 1));
        }
      }
      return thresholds;
    }
    Map<String, String> set = yaml.map("evictionHard").scalars();
    return set.isEmpty() && installed && known() ? EVICTION : set;
  }

  /** It has no file, or its file was read: what is not said there is the default. */
  private boolean known() {
    return configFile == null || config instanceof Reading.Present<YamlDocument>;
  }

  @Nullable String cniConfigurationDirectory() {
    return flags.get("cni-conf-dir");
  }

  @Nullable String cniBinaryDirectory() {
    String flag = flags.get("cni-bin-dir");
    int comma = flag == null ? -1 : flag.indexOf(',');
    return flag == null || comma < 0 ? flag : flag.substring(0, comma);
  }

  String staticPodPath() {
    String set = flags.get("pod-manifest-path");
    return set != null ? set : yaml.string("staticPodPath", "/etc/kubernetes/manifests");
  }

  /** {@code 127.0.0.1:10248}; null: it is switched off. */
  @Nullable String healthzAddress() {
    String port = flags.get("healthz-port", yaml.string("healthzPort", "10248"));
    String address =
        flags.get("healthz-bind-address", yaml.string("healthzBindAddress", "127.0.0.1"));
    return port.equals("0") ? null : HealthTargets.authority(address, port);
  }

  List<String> clusterDns() {
    String flag = flags.get("cluster-dns");
    return flag == null ? yaml.strings("clusterDNS") : List.of(flag.split(",", -1));
  }

  String clusterDomain() {
    return flags.get("cluster-domain", yaml.string("clusterDomain", "cluster.local"));
  }

  /** Its serving certificate; null: it made one itself, in its directory of certificates. */
  @Nullable String tlsCertFile() {
    String flag = flags.get("tls-cert-file");
    return flag == null ? yaml.string("tlsCertFile") : flag;
  }

  String certificateDirectory() {
    return flags.get("cert-dir", rootDirectory() + "/pki");
  }

  String kubeconfig() {
    return flags.get("kubeconfig", KUBEADM_KUBECONFIG);
  }
}
