package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.KubernetesSetup.CertificateFile;
import io.kdiag.host.HostRoot;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where certificates lie: what flags and settings name, then the usual directories. */
final class CertificateFiles {
  private static final int MOST = 100;
  private static final String PKI = "/etc/kubernetes/pki";

  /** The flags that name a certificate, by what it is for. */
  private static final String[][] FLAGS = {
    {"kube-apiserver", "tls-cert-file", "kube-apiserver server"},
    {"kube-apiserver", "etcd-certfile", "kube-apiserver client of etcd"},
    {"kube-apiserver", "kubelet-client-certificate", "kube-apiserver client of kubelet"},
    {"kube-apiserver", "proxy-client-cert-file", "front proxy client"},
    {"kube-apiserver", "client-ca-file", "cluster CA"},
    {"kube-apiserver", "etcd-cafile", "etcd CA"},
    {"kube-apiserver", "requestheader-client-ca-file", "front proxy CA"},
    {"etcd", "cert-file", "etcd server"},
    {"etcd", "peer-cert-file", "etcd peer"},
    {"etcd", "trusted-ca-file", "etcd CA"},
    {"etcd", "peer-trusted-ca-file", "etcd peer CA"},
    {"kube-controller-manager", "tls-cert-file", "kube-controller-manager server"},
    {"kube-controller-manager", "kubeconfig", "kube-controller-manager client"},
    {"kube-controller-manager", "cluster-signing-cert-file", "cluster CA"},
    {"kube-scheduler", "tls-cert-file", "kube-scheduler server"},
    {"kube-scheduler", "kubeconfig", "kube-scheduler client"},
    {"kube-proxy", "kubeconfig", "kube-proxy client"},
  };

  /** What kubeadm calls its files, by what they are for. */
  private static final String[][] KUBEADM = {
    {PKI + "/apiserver.crt", "kube-apiserver server"},
    {PKI + "/apiserver-kubelet-client.crt", "kube-apiserver client of kubelet"},
    {PKI + "/apiserver-etcd-client.crt", "kube-apiserver client of etcd"},
    {PKI + "/ca.crt", "cluster CA"},
    {PKI + "/front-proxy-ca.crt", "front proxy CA"},
    {PKI + "/front-proxy-client.crt", "front proxy client"},
    {PKI + "/etcd/server.crt", "etcd server"},
    {PKI + "/etcd/peer.crt", "etcd peer"},
    {PKI + "/etcd/healthcheck-client.crt", "etcd health check client"},
    {PKI + "/etcd/ca.crt", "etcd CA"},
    {"/etc/kubernetes/admin.conf", "kubeadm admin client"},
    {"/etc/kubernetes/super-admin.conf", "kubeadm super-admin client"},
    {"/etc/kubernetes/controller-manager.conf", "kube-controller-manager client"},
    {"/etc/kubernetes/scheduler.conf", "kube-scheduler client"},
  };

  private static final String[][] DIRECTORIES = {
    {PKI, "kubernetes"},
    {PKI + "/etcd", "etcd"},
    {"/k8s/kubernetes/ssl", "kubernetes"},
    {"/k8s/etcd/ssl", "etcd"},
  };

  private final HostRoot root;
  private final Map<String, CertificateFile> files = new LinkedHashMap<>();

  private CertificateFiles(HostRoot root) {
    this.root = root;
  }

  static List<CertificateFile> of(
      HostRoot root, Map<String, InstalledPart> parts, KubeletSettings kubelet) {
    CertificateFiles found = new CertificateFiles(root);
    InstalledPart part = parts.get("kubelet");
    if (part != null) {
      found.kubelet(part, kubelet);
    }
    for (String[] flag : FLAGS) {
      found.flag(parts.get(flag[0]), flag[1], flag[2]);
    }
    if (!parts.isEmpty()) {
      found.usual();
    }
    return found.files.values().stream().limit(MOST).toList();
  }

  private void kubelet(InstalledPart part, KubeletSettings kubelet) {
    add("kubelet client", part.file(root, kubelet.kubeconfig()));
    String directory = part.file(root, kubelet.certificateDirectory());
    String serving = kubelet.tlsCertFile();
    if (serving != null) {
      add("kubelet server", part.file(root, serving));
    }
    for (String name : root.list(directory).optional().orElse(List.of())) {
      if (name.equals("kubelet-client-current.pem")) {
        add("kubelet client", directory + "/" + name);
      } else if (name.equals("kubelet-server-current.pem")) {
        add("kubelet server", directory + "/" + name);
      } else if (name.equals("kubelet.crt") && serving == null) {
        add("kubelet server", directory + "/" + name);
      }
    }
  }

  private void flag(@Nullable InstalledPart part, String flag, String role) {
    String path = part == null ? null : part.flags().get(flag);
    if (part != null && path != null && path.startsWith("/")) {
      add(role, part.file(root, path));
    }
  }

  private void usual() {
    for (String[] file : KUBEADM) {
      if (Files.exists(root.resolve(file[0]))) {
        add(file[1], file[0]);
      }
    }
    for (String[] directory : DIRECTORIES) {
      for (String name : root.list(directory[0]).optional().orElse(List.of())) {
        boolean key = name.contains("-key.") || name.endsWith(".key");
        if (!key && (name.endsWith(".pem") || name.endsWith(".crt"))) {
          add(directory[1] + " " + name.substring(0, name.length() - 4), directory[0] + "/" + name);
        }
      }
    }
  }

  private void add(String role, String path) {
    files.putIfAbsent(path, new CertificateFile(role, path));
  }
}
