package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class RuntimeDownTest {
  private final RuntimeDown rule = new RuntimeDown();

  private static final String SOCKET = "unix:///run/containerd/containerd.sock";

  @Test
  void namesTheRuntimeThatIsNotRunning() {
    Finding finding =
        rule.find(
                healthy()
                    .node()
                    .part("containerd", "systemd unit /lib/systemd/system/containerd.service", 0)
                    .probe(Kind.RUNTIME, SOCKET, Outcome.REFUSED, "No such file", 1)
                    .build())
            .getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("component/containerd");
    assertThat(finding.cause())
        .startsWith("containerd is not running, though this machine is a node of Kubernetes");
    assertThat(finding.remedies()).extracting("command").contains("systemctl start containerd");
    assertThat(rule.explains(finding)).contains("KubeletUnhealthy", "PodNetworkNotReady");
  }

  @Test
  void namesTheSocketThatARunningRuntimeDoesNotServe() {
    Finding finding =
        rule.find(
                healthy()
                    .node()
                    .part("containerd", "process", 9)
                    .probe(Kind.RUNTIME, SOCKET, Outcome.REFUSED, "", 1)
                    .build())
            .getFirst();
    assertThat(finding.cause())
        .isEqualTo("containerd runs (pid 9) but takes no connections at " + SOCKET);
  }

  @Test
  void looksAtTheRuntimeThatKubeletUsesOnly() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("dockerd", "systemd unit /lib/systemd/system/docker.service", 0)
            .part("containerd", "process", 9)
            .kubelet("runtimeEndpoint", SOCKET);
    assertThat(rule.find(evidence.build())).isEmpty();
    evidence.kubelet("runtimeEndpoint", "unix:///var/run/dockershim.sock");
    assertThat(rule.find(evidence.build()).getFirst().object()).isEqualTo("component/dockerd");
  }

  @Test
  void isSilentWhereTheRuntimeAnswers() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("containerd", "process", 0)
            .probe(Kind.RUNTIME, SOCKET, Outcome.OK, "containerd 1.6.20", 3);
    assertThat(rule.find(evidence.build())).isEmpty();
  }

  @Test
  void isSilentWhereTheSocketMayNotBeAsked() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("containerd", "process", 9)
            .probe(Kind.RUNTIME, SOCKET, Outcome.UNKNOWN, "Permission denied", 3);
    assertThat(rule.find(evidence.build())).isEmpty();
  }

  @Test
  void isSilentOnAMachineThatIsNoNode() {
    assertThat(rule.find(healthy().part("dockerd", "process", 0).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }
}
