package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import io.kdiag.host.Reading;
import io.kdiag.host.containerlog.ContainerLog;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KubeletDownTest {
  private final KubeletDown rule = new KubeletDown();

  private static final String UNIT = "systemd unit /etc/systemd/system/kubelet.service";

  @Test
  void saysThatKubeletIsNotRunningAndWhatLivesOnTheMachine() {
    List<ContainerState> containers = List.of(container("a"), container("b"), container("b"));
    Finding finding =
        rule.find(
                healthy()
                    .node()
                    .part("kubelet", UNIT, 0, "failed to run Kubelet: swap is on")
                    .host("containers", containers)
                    .build())
            .getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("component/kubelet");
    assertThat(finding.cause())
        .startsWith(
            "kubelet is not running, though 2 pods of Kubernetes live on this machine: nothing");
    assertThat(finding.evidence())
        .extracting(Finding.Quote::text)
        .contains("failed to run Kubelet: swap is on", "/var/lib/kubelet holds pods");
    assertThat(finding.remedies())
        .extracting("command")
        .contains("journalctl -u kubelet -n 50 --no-pager", "systemctl start kubelet");
  }

  @Test
  void asksForWhatStartsItWhereThereIsNoUnit() {
    Finding finding =
        rule.find(healthy().node().part("kubelet", "binary /usr/bin/kubelet", 0).build())
            .getFirst();
    assertThat(finding.cause()).contains("though this machine is a node of Kubernetes");
    assertThat(finding.remedies())
        .extracting("command")
        .noneMatch("systemctl start kubelet"::equals);
    assertThat(finding.remedies()).extracting("what").contains("Find what starts it");
  }

  @Test
  void explainsStaticPodsOnly() {
    Finding finding = rule.find(healthy().node().part("kubelet", UNIT, 0).build()).getFirst();
    assertThat(rule.explains(finding))
        .contains("ControlPlaneDown@static-pod/etcd")
        .doesNotContain("ControlPlaneDown@component/etcd");
  }

  @Test
  void isSilentWhereKubeletRuns() {
    assertThat(rule.find(healthy().node().part("kubelet", UNIT, 7).build())).isEmpty();
  }

  @Test
  void isSilentWhereKubeletAnswersThoughItsProcessIsNotSeen() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("kubelet", UNIT, 0)
            .probe(Kind.KUBELET, "http://127.0.0.1:10248/healthz", Outcome.OK, "ok", 2);
    assertThat(rule.find(evidence.build())).isEmpty();
  }

  @Test
  void isSilentWhereKubeletOnlyLiesOnTheDisk() {
    assertThat(rule.find(healthy().part("kubelet", UNIT, 0).build())).isEmpty();
  }

  @Test
  void saysNothingOfPodsWhereLogsCannotBeRead() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("kubelet", UNIT, 0)
            .host("containers", Reading.unreadable("/var/log/pods", "Permission denied"));
    assertThat(rule.find(evidence.build()).getFirst().cause())
        .contains("though this machine is a node of Kubernetes");
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static ContainerState container(String uid) {
    ContainerLog log =
        new ContainerLog("shop", "cart", uid, "app", 0, null, List.of(), TestEvidence.NOW);
    return new ContainerState(log, List.of(), true, List.of());
  }
}
