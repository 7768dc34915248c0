package io.kdiag.cli.evidence;

import io.kdiag.detector.probe.ProbeResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of Kubernetes is installed on a machine, by its files, units and processes, running or not.
 *
 * @param signs why kdiag believes that this is a node ("/var/log/pods holds 7 pods"); empty: it is
 *     none
 * @param kubelet kubelet's settings, as far as they could be read
 * @param components kubelet, the runtime, kube-proxy and control-plane parts that belong here; a
 *     machine of the control plane without a kubelet has some though it has no signs
 * @param targets where these parts say that they answer about their health
 * @param certificateFiles the certificates that their settings and the usual directories name
 */
public record KubernetesSetup(
    List<String> signs,
    Kubelet kubelet,
    List<Component> components,
    List<ProbeTarget> targets,
    List<CertificateFile> certificateFiles) {

  /** A machine without any sign of Kubernetes, with the places where kubelet keeps things. */
  public static KubernetesSetup none() {
    return new KubernetesSetup(
        List.of(),
        new Kubelet(
            null,
            "/var/lib/kubelet",
            null,
            null,
            null,
            null,
            Map.of(),
            "/etc/cni/net.d",
            null,
            "/opt/cni/bin",
            List.of()),
        List.of(),
        List.of(),
        List.of());
  }

  public boolean isNode() {
    return !signs.isEmpty();
  }

  /** The component of that name, if it belongs here. */
  public @Nullable Component component(String name) {
    for (Component component : components) {
      if (component.name().equals(name)) {
        return component;
      }
    }
    return null;
  }

  /**
   * kubelet's settings that matter for a diagnosis; null: not known. {@code evictionHard} maps
   * {@code nodefs.available} to {@code 10%}; {@code cniConfigurations} are the files found, null
   * where the directory could not be read.
   */
  public record Kubelet(
      @Nullable String configFile,
      String rootDirectory,
      @Nullable String cgroupDriver,
      @Nullable String runtimeCgroupDriver,
      @Nullable String runtimeEndpoint,
      @Nullable Boolean failSwapOn,
      Map<String, String> evictionHard,
      String cniConfigurationDirectory,
      @Nullable List<String> cniConfigurations,
      String cniBinaryDirectory,
      List<String> cniPluginsMissing) {}

  /**
   * A part of Kubernetes on this machine.
   *
   * @param name kubelet, containerd, crio, dockerd, kube-proxy, etcd, kube-apiserver,
   *     kube-controller-manager, kube-scheduler
   * @param how what says that it belongs here: {@code process}, {@code systemd unit
   *     /etc/systemd/system/etcd.service}, {@code static pod /etc/kubernetes/manifests/etcd.yaml}
   * @param pid null: it does not run
   * @param lastWords its last error lines in the journal or its log, newest last
   */
  public record Component(String name, String how, @Nullable Integer pid, List<String> lastWords) {
    public boolean running() {
      return pid != null;
    }
  }

  /**
   * Where a part answers about its health: {@code url} is http, https, unix (the runtime's socket)
   * or {@code dns://SERVER/NAME}. The client certificate and its key are paths, null where none is
   * needed.
   */
  public record ProbeTarget(
      ProbeResult.Kind kind,
      String url,
      @Nullable String clientCertificate,
      @Nullable String clientKey) {}

  /** A PEM file (or kubeconfig) with a certificate, and what uses it ({@code etcd server}). */
  public record CertificateFile(String role, String path) {}
}
