package io.kdiag.detector.look;

import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessStat;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where this node's parts of Kubernetes are to be asked, as their own command lines and files say;
 * read again when older than five minutes. Safe for many threads.
 */
public final class KubernetesParts {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final String KUBEADM_CONFIG = "/var/lib/kubelet/config.yaml";
  private static final List<String> SOCKETS =
      List.of(
          "/run/containerd/containerd.sock",
          "/run/crio/crio.sock",
          "/run/k3s/containerd/containerd.sock",
          "/run/cri-dockerd.sock");

  /**
   * What was found; {@code runtimeEndpoint} is {@code unix:///...}, null where nothing tells;
   * {@code kubeProxy} its process's name, empty where there is none.
   */
  public record Found(
      Instant at,
      @Nullable String runtimeEndpoint,
      List<String> clusterDns,
      String clusterDomain,
      String kubeProxy) {}

  private final HostRoot root;
  private final Processes processes;
  private @Nullable Found found;

  public KubernetesParts(HostRoot root, Processes processes) {
    this.root = root;
    this.processes = processes;
  }

  public synchronized Found read(Instant now) {
    Found before = found;
    if (before != null && before.at().plus(KEPT).isAfter(now)) {
      return before;
    }
    Found fresh = find(now);
    // A runtime or kubelet that does not run just now says nothing: what it said before holds.
    found =
        before != null && fresh.runtimeEndpoint() == null
            ? new Found(
                now,
                before.runtimeEndpoint(),
                before.clusterDns(),
                before.clusterDomain(),
                fresh.kubeProxy())
            : fresh;
    return found;
  }

  private Found find(Instant now) {
    String kubelet = "";
    String runtime = "";
    String proxy = "";
    if (processes.read(now) instanceof Reading.Present<List<ProcessStat>>(List<ProcessStat> all)) {
      for (ProcessStat process : all) {
        switch (process.name()) {
          case "kubelet" -> kubelet = process.commandLine();
          case "containerd" -> runtime = process.commandLine();
          case "kube-proxy" -> proxy = process.name();
          default -> {}
        }
      }
    }
    String file = flag(kubelet, "config").orElse(KUBEADM_CONFIG);
    String config = root.read(file, HostText::string).optional().orElse("");
    String endpoint =
        flag(kubelet, "container-runtime-endpoint")
            .or(() -> scalar(config, "containerRuntimeEndpoint"))
            .orElse("");
    if (endpoint.isEmpty()) {
      endpoint = flag(runtime, "address").orElseGet(this::usual);
    }
    List<String> dns =
        flag(kubelet, "cluster-dns")
            .map(servers -> List.of(servers.split(",", -1)))
            .orElseGet(() -> list(config, "clusterDNS"));
    String domain =
        flag(kubelet, "cluster-domain")
            .or(() -> scalar(config, "clusterDomain"))
            .orElse("cluster.local");
    return new Found(now, unix(endpoint), dns, domain, proxy);
  }

  private String usual() {
    for (String socket : SOCKETS) {
      if (Files.exists(root.resolve(socket))) {
        return socket;
      }
    }
    return "";
  }

  private static @Nullable String unix(String endpoint) {
    if (endpoint.isEmpty()) {
      return null;
    }
    return endpoint.startsWith("unix://") ? endpoint : "unix://" + endpoint;
  }

  /** {@code --name=value} or {@code --name value}. */
  static Optional<String> flag(String commandLine, String name) {
    Matcher matcher =
        Pattern.compile("(?:^| )--?" + Pattern.quote(name) + "[= ](\\S+)").matcher(commandLine);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A top-level key's value of a configuration file in YAML. */
  static Optional<String> scalar(String yaml, String key) {
    Matcher matcher =
        Pattern.compile("(?m)^[\"']?" + key + "[\"']?:[ \\t]*[\"']?([^\\s\"'#\\[]+)").matcher(yaml);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A top-level key's list of addresses, in either of YAML's forms. */
  static List<String> list(String yaml, String key) {
    Matcher block =
        Pattern.compile("(?m)^[\"']?" + key + "[\"']?:[ \\t]*(\\[[^\\]]*\\]|(?:\\n[ \\t]*- .*)+)")
            .matcher(yaml);
    if (!block.find()) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    Matcher item = Pattern.compile("[0-9A-Fa-f.:]{3,}").matcher(block.group(1));
    while (item.find()) {
      items.add(item.group());
    }
    return List.copyOf(items);
  }
}
