package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One cause on the side of Kubernetes is one finding, with its consequences below it. */
final class KubernetesFoldingTest {
  private static final String SOCKET = "unix:///run/containerd/containerd.sock";

  @Test
  void aDeadRuntimeExplainsKubeletAndTheNetwork() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("kubelet", "process", 7)
            .part("containerd", "process", 0)
            .probe(Kind.KUBELET, "http://127.0.0.1:10248/healthz", Outcome.UNHEALTHY, "PLEG", 3)
            .probe(Kind.RUNTIME, SOCKET, Outcome.REFUSED, "", 1)
            .probe(Kind.RUNTIME_NETWORK, SOCKET, Outcome.UNHEALTHY, "", 1);
    assertThat(tree(evidence))
        .containsExactly("RuntimeDown", "> KubeletUnhealthy", "> PodNetworkNotReady");
  }

  @Test
  void aMissingConfigurationExplainsTheNetwork() {
    TestEvidence evidence =
        healthy()
            .node()
            .kubelet("cniConfigurations", List.of())
            .probe(Kind.RUNTIME_NETWORK, SOCKET, Outcome.UNHEALTHY, "not initialized", 1);
    assertThat(tree(evidence)).containsExactly("CniConfigurationMissing", "> PodNetworkNotReady");
  }

  @Test
  void etcdExplainsTheRestOfTheControlPlane() {
    TestEvidence evidence =
        healthy()
            .part("etcd", "systemd unit /etc/systemd/system/etcd.service", 0)
            .part("kube-apiserver", "process", 5)
            .part("kube-scheduler", "process", 0)
            .probe(Kind.API_SERVER, "https://127.0.0.1:6443/livez", Outcome.UNHEALTHY, "etcd", 9);
    assertThat(tree(evidence))
        .containsExactly("ControlPlaneDown", "> ControlPlaneDown", "> ControlPlaneUnhealthy");
  }

  @Test
  void aDeadKubeletExplainsStaticPodsAndNotUnits() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("kubelet", "systemd unit /etc/systemd/system/kubelet.service", 0)
            .part("etcd", "systemd unit /etc/systemd/system/etcd.service", 0)
            .part("kube-proxy", "static pod /etc/kubernetes/manifests/kube-proxy.yaml", 0);
    assertThat(tree(evidence))
        .containsExactly("KubeletDown", "> KubeProxyUnhealthy", "ControlPlaneDown");
  }

  private static List<String> tree(TestEvidence evidence) {
    return Engine.diagnose(evidence.build(), Rules.ALL).findings().stream()
        .flatMap(KubernetesFoldingTest::lines)
        .toList();
  }

  private static Stream<String> lines(Finding finding) {
    return Stream.concat(
        Stream.of(finding.code()),
        finding.symptoms().stream().flatMap(symptom -> lines(symptom).map(line -> "> " + line)));
  }
}
