package io.kdiag.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.cli.evidence.KubernetesSetup.CertificateFile;
import io.kdiag.cli.evidence.KubernetesSetup.Component;
import io.kdiag.cli.evidence.KubernetesSetup.ProbeTarget;
import io.kdiag.detector.probe.ProbeResult.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of Kubernetes is on machines set up in the usual ways, whole and in parts. */
final class KubernetesSetupsTest {
  @TempDir private Path directory;
  private Machine machine = new Machine(Path.of("."));

  @BeforeEach
  void anEmptyMachine() {
    machine = new Machine(directory);
  }

  private static Component component(KubernetesSetup setup, String name) {
    return Objects.requireNonNull(setup.component(name), name);
  }

  /** As kubeadm sets a control-plane node up. */
  private Machine kubeadm() {
    return machine
        .file("/run/systemd/system/x", "")
        .file(
            "/etc/systemd/system/kubelet.service",
            """
            [Service]
            EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
            ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml $KUBELET_KUBEADM_ARGS
            """)
        .file(
            "/var/lib/kubelet/config.yaml",
            """
            kind: KubeletConfiguration
            cgroupDriver: systemd
            clusterDNS: [10.96.0.10]
            clusterDomain: cluster.local
            staticPodPath: /etc/kubernetes/manifests
            """)
        .file("/etc/containerd/config.toml", "version = 2\n[x.options]\n  SystemdCgroup = true\n")
        .file("/etc/cni/net.d/10-flannel.conflist", "{\"plugins\":[{\"type\":\"flannel\"}]}")
        .file("/opt/cni/bin/flannel", "")
        .file(
            "/etc/kubernetes/manifests/etcd.yaml",
            """
            spec:
              containers:
              - name: etcd
                command: [etcd, "--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379",
                  "--listen-metrics-urls=http://127.0.0.1:2381", --cert-file=/etc/kubernetes/pki/etcd/server.crt]
            """)
        .file(
            "/etc/kubernetes/manifests/kube-apiserver.yaml",
            """
            spec:
              containers:
              - name: kube-apiserver
                command: [kube-apiserver, "--secure-port=6443",
                  "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt"]
            """)
        .file("/etc/kubernetes/pki/apiserver.crt", "")
        .file("/etc/kubernetes/pki/apiserver.key", "")
        .runs(100, "kubelet", "/usr/bin/kubelet", "--config=/var/lib/kubelet/config.yaml")
        .runs(101, "containerd", "/usr/bin/containerd")
        .runsInPod(200, "etcd", "etcd", "--listen-metrics-urls=http://127.0.0.1:2381")
        .runsInPod(201, "kube-apiserver", "kube-apiserver", "--secure-port=6443");
  }

  @Test
  void readsANodeThatKubeadmSetUp() {
    KubernetesSetup setup = kubeadm().setup();
    assertThat(setup.isNode()).isTrue();
    assertThat(component(setup, "kubelet").how()).startsWith("systemd unit /etc/systemd");
    assertThat(component(setup, "kubelet").pid()).isEqualTo(100);
    assertThat(component(setup, "etcd").how())
        .isEqualTo("static pod /etc/kubernetes/manifests/etcd.yaml");
    assertThat(setup.kubelet().cgroupDriver()).isEqualTo("systemd");
    assertThat(setup.kubelet().runtimeCgroupDriver()).isEqualTo("systemd");
    assertThat(setup.kubelet().runtimeEndpoint())
        .isEqualTo("unix:///run/containerd/containerd.sock");
    assertThat(setup.kubelet().cniConfigurations())
        .containsExactly("/etc/cni/net.d/10-flannel.conflist");
    assertThat(setup.kubelet().cniPluginsMissing()).isEmpty();
    assertThat(setup.kubelet().failSwapOn()).isTrue();
    assertThat(setup.kubelet().evictionHard()).containsEntry("nodefs.available", "10%");
    assertThat(setup.targets())
        .extracting(ProbeTarget::kind, ProbeTarget::url)
        .contains(
            org.assertj.core.groups.Tuple.tuple(Kind.KUBELET, "http://127.0.0.1:10248/healthz"),
            org.assertj.core.groups.Tuple.tuple(Kind.ETCD, "http://127.0.0.1:2381/health"),
            org.assertj.core.groups.Tuple.tuple(Kind.API_SERVER, "https://127.0.0.1:6443/livez"),
            org.assertj.core.groups.Tuple.tuple(
                Kind.DNS, "dns://10.96.0.10/kubernetes.default.svc.cluster.local"));
    assertThat(setup.certificateFiles())
        .extracting(CertificateFile::path)
        .contains("/etc/kubernetes/pki/apiserver.crt")
        .noneMatch(path -> path.endsWith(".key"));
  }

  @Test
  void knowsAStoppedPartOfAPodByItsManifest() {
    Machine stopped = kubeadm();
    stopped.file(
        "/etc/kubernetes/manifests/kube-scheduler.yaml",
        "spec: {containers: [{name: kube-scheduler, command: [kube-scheduler]}]}");
    Component scheduler = component(stopped.setup(), "kube-scheduler");
    assertThat(scheduler.running()).isFalse();
    assertThat(scheduler.how())
        .isEqualTo("static pod /etc/kubernetes/manifests/kube-scheduler.yaml");
  }

  @Test
  void knowsByItsNameWhatADamagedManifestWasMeantFor() {
    Machine damaged = kubeadm();
    damaged.file("/etc/kubernetes/manifests/kube-scheduler.yaml", "spec: [unclosed");
    assertThat(component(damaged.setup(), "kube-scheduler").running()).isFalse();
  }

  /** As binary installations do it: units with environment files under /k8s. */
  private Machine binaries() {
    return machine
        .file(
            "/etc/systemd/system/etcd.service",
            "[Service]\nEnvironmentFile=-/k8s/etcd/cfg/etcd.conf\nExecStart=/k8s/etcd/bin/etcd\n")
        .file(
            "/k8s/etcd/cfg/etcd.conf",
            """
            #[Member]
            ETCD_LISTEN_CLIENT_URLS="https://10.0.0.7:2379"
            ETCD_CERT_FILE="/k8s/etcd/ssl/server.pem"
            ETCD_KEY_FILE="/k8s/etcd/ssl/server-key.pem"
            """)
        .file("/k8s/etcd/ssl/server.pem", "")
        .file("/k8s/etcd/ssl/server-key.pem", "")
        .file(
            "/etc/systemd/system/kube-apiserver.service",
            """
            [Service]
            EnvironmentFile=/k8s/kubernetes/cfg/kube-apiserver
            ExecStart=/k8s/kubernetes/bin/kube-apiserver $KUBE_APISERVER_OPTS
            """)
        .file(
            "/k8s/kubernetes/cfg/kube-apiserver",
            """
            KUBE_APISERVER_OPTS="--log-dir=/k8s/kubernetes/logs \\
            --etcd-servers=https://10.0.0.7:2379 --bind-address=10.0.0.7 \\
            --secure-port=6443"
            """)
        .file(
            "/k8s/kubernetes/logs/kube-apiserver.INFO",
            """
            I1120 21:17:02.000000 1 a.go:1] fine
            E1120 21:17:03.123456 1 server.go:158] dial 10.0.0.7:2379: refused
            """);
  }

  @Test
  void readsAControlPlaneOfUnitsAndEnvironmentFiles() {
    KubernetesSetup setup = binaries().runs(50, "etcd", "/k8s/etcd/bin/etcd").setup();
    assertThat(component(setup, "etcd").how())
        .isEqualTo("systemd unit /etc/systemd/system/etcd.service");
    assertThat(component(setup, "etcd").pid()).isEqualTo(50);
    Component apiServer = component(setup, "kube-apiserver");
    assertThat(apiServer.running()).isFalse();
    assertThat(apiServer.lastWords())
        .containsExactly("E1120 21:17:03.123456 1 server.go:158] dial 10.0.0.7:2379: refused");
    assertThat(setup.targets())
        .contains(
            new ProbeTarget(
                Kind.ETCD,
                "https://10.0.0.7:2379/health",
                "/k8s/etcd/ssl/server.pem",
                "/k8s/etcd/ssl/server-key.pem"));
    assertThat(setup.certificateFiles())
        .contains(new CertificateFile("etcd server", "/k8s/etcd/ssl/server.pem"));
    assertThat(setup.isNode()).isFalse();
  }

  @Test
  void readsPlainProcessesAndTheirFlags() {
    KubernetesSetup setup =
        machine
            .file(
                "/cfg/kubelet.yaml", "cgroupDriver: cgroupfs\nfailSwapOn: false\nhealthzPort: 0\n")
            .runs(
                9,
                "kubelet",
                "kubelet",
                "--config=/cfg/kubelet.yaml",
                "--container-runtime-endpoint=unix:///tmp/containerd.sock",
                "--eviction-hard=nodefs.available<15%,memory.available<200Mi",
                "--root-dir",
                "/data/kubelet")
            .setup();
    assertThat(setup.signs()).contains("kubelet runs (pid 9)");
    assertThat(component(setup, "kubelet").how()).isEqualTo("process");
    assertThat(setup.kubelet().rootDirectory()).isEqualTo("/data/kubelet");
    assertThat(setup.kubelet().failSwapOn()).isFalse();
    assertThat(setup.kubelet().evictionHard())
        .isEqualTo(Map.of("nodefs.available", "15%", "memory.available", "200Mi"));
    assertThat(setup.targets()).noneMatch(target -> target.kind() == Kind.KUBELET);
    assertThat(component(setup, "containerd").running()).isFalse();
  }

  @Test
  void saysNothingOfDefaultsWhereKubeletsSettingsCannotBeRead() {
    KubernetesSetup setup =
        machine.runs(9, "kubelet", "kubelet", "--config=/gone/kubelet.yaml").setup();
    assertThat(setup.kubelet().configFile()).isEqualTo("/gone/kubelet.yaml");
    assertThat(setup.kubelet().failSwapOn()).isNull();
    assertThat(setup.kubelet().evictionHard()).isEmpty();
  }

  @Test
  void takesAStoppedKubeletForANodesWhereItsFilesAreThere() {
    KubernetesSetup setup = machine.file("/var/lib/kubelet/config.yaml", "{}").setup();
    assertThat(setup.isNode()).isTrue();
    assertThat(component(setup, "kubelet").running()).isFalse();
  }

  @Test
  void takesADevelopersMachineForNone() {
    assertThat(
            machine
                .runs(5, "containerd", "/usr/bin/containerd")
                .runs(6, "dockerd", "/usr/bin/dockerd")
                .file(
                    "/lib/systemd/system/containerd.service",
                    "[Service]\nExecStart=/usr/bin/containerd\n")
                .setup())
        .isEqualTo(KubernetesSetup.none());
  }

  @Test
  void takesAnEtcdOfItsOwnForNoKubernetes() {
    assertThat(
            machine
                .file("/etc/systemd/system/etcd.service", "[Service]\nExecStart=/usr/bin/etcd\n")
                .runs(5, "etcd", "/usr/bin/etcd")
                .setup())
        .isEqualTo(KubernetesSetup.none());
  }

  @Test
  void readsCrioAndTheMissingPluginOfItsNetwork() {
    KubernetesSetup setup =
        machine
            .file("/etc/crio/crio.conf", "[crio.runtime]\ncgroup_manager = \"cgroupfs\"\n")
            .file(
                "/etc/crio/crio.conf.d/10.conf",
                "[crio.runtime]\ncgroup_manager = 'systemd' # new\n")
            .file(
                "/etc/cni/net.d/1.conf",
                "{\"type\": \"bridge\", \"ipam\": {\"type\": \"host-local\"}}")
            .file("/opt/cni/bin/host-local", "")
            .runs(7, "crio", "/usr/bin/crio")
            .runs(9, "kubelet", "kubelet", "--container-runtime-endpoint=/var/run/crio/crio.sock")
            .setup();
    assertThat(component(setup, "crio").pid()).isEqualTo(7);
    assertThat(setup.kubelet().runtimeEndpoint()).isEqualTo("unix:///run/crio/crio.sock");
    assertThat(setup.kubelet().runtimeCgroupDriver()).isEqualTo("systemd");
    assertThat(setup.kubelet().cniPluginsMissing()).containsExactly("bridge");
  }

  @Test
  void infersAnApiServerAndItsEtcdFromWhoAsksThem() {
    KubernetesSetup setup =
        machine
            .runs(8, "kube-scheduler", "kube-scheduler", "--master=https://127.0.0.1:7443")
            .setup();
    assertThat(component(setup, "kube-apiserver").how())
        .isEqualTo("kube-scheduler, which asks it at https://127.0.0.1:7443");
    assertThat(setup.targets())
        .extracting(ProbeTarget::url)
        .contains("https://127.0.0.1:7443/livez");
  }

  @Test
  void leavesOutAMaskedUnitAndOneThatNoTargetWants() {
    KubernetesSetup setup =
        machine
            .file("/run/systemd/system/x", "")
            .file(
                "/usr/lib/systemd/system/kubelet.service",
                "[Service]\nExecStart=/usr/bin/kubelet\n")
            .link("/etc/systemd/system/kubelet.service", "/dev/null")
            .file(
                "/usr/lib/systemd/system/kube-proxy.service",
                "[Service]\nExecStart=/usr/bin/kube-proxy\n")
            .setup();
    assertThat(setup).isEqualTo(KubernetesSetup.none());
  }

  @Test
  void saysNothingWithoutProcesses() {
    assertThat(KubernetesSetups.read(kubeadm().root(), java.util.List.of()))
        .isEqualTo(KubernetesSetup.none());
  }

  /** Property: whatever is in the files, there is an answer. */
  @Test
  void bearsDamageOfAnyOfTheFiles() {
    Random random = new Random(11);
    String[] files = {
      "/var/lib/kubelet/config.yaml",
      "/etc/systemd/system/kubelet.service",
      "/etc/containerd/config.toml",
      "/etc/cni/net.d/10-flannel.conflist",
      "/etc/kubernetes/manifests/etcd.yaml",
      "/etc/crio/crio.conf"
    };
    String[] pieces = {
      "[",
      "]",
      "{",
      "}",
      "\"",
      "'",
      "=",
      ":",
      "\n",
      "\\",
      "--config=",
      "ExecStart=",
      "[Service]",
      "\0",
      "é",
      "- ",
      "&a",
      "*a",
      "SystemdCgroup",
      "plugins",
      "type",
      "command",
      "0",
      "-1",
      "#"
    };
    kubeadm();
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      machine.file(files[random.nextInt(files.length)], text.toString());
      assertThat(machine.setup().components()).isNotEmpty();
    }
  }
}
