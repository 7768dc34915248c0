package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.host.Reading;
import org.junit.jupiter.api.Test;

class NodeNotReadyTest {
  private final NodeNotReady rule = new NodeNotReady();
  private static final ClusterEvidence SILENT =
      Nodes.with(
          Nodes.condition(
              "Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."));

  private Finding only(ClusterEvidence cluster) {
    assertThat(rule.find(Nodes.evidence(cluster))).hasSize(1);
    return rule.find(Nodes.evidence(cluster)).getFirst();
  }

  @Test
  void saysThatKubeletIsDownWhereTheMachineAnswers() {
    Finding finding = only(SILENT);
    assertThat(finding.cause()).contains("though the machine is up: kubelet is down");
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.since()).isEqualTo(Nodes.NOW.minusSeconds(120));
  }

  @Test
  void doesNotKnowWhichIsDownWhereTheMachineIsSilentToo() {
    Finding finding =
        only(TestEvidence.with(SILENT, "detected", Reading.unreadable("http://x", "refused")));
    assertThat(finding.cause()).contains("it or the whole machine is down");
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.notChecked()).isNotEmpty();
  }

  @Test
  void namesTheRuntime() {
    Finding finding =
        only(
            Nodes.with(
                Nodes.condition(
                    "Ready",
                    "False",
                    "KubeletNotReady",
                    "[container runtime is down, PLEG is not" + " healthy]")));
    assertThat(finding.cause()).contains("container runtime is down");
    assertThat(finding.remedies().getLast().command()).isEqualTo("systemctl restart containerd");
  }

  @Test
  void namesTheNetwork() {
    String message = "runtime network not ready: cni plugin not initialized";
    Finding finding =
        only(Nodes.with(Nodes.condition("Ready", "False", "KubeletNotReady", message)));
    assertThat(finding.cause()).startsWith("the pods' network is not ready");
  }

  @Test
  void isSilentOnAReadyNodeAndWithoutACluster() {
    assertThat(rule.find(Nodes.evidence(Nodes.healthy()))).isEmpty();
    assertThat(rule.find(Nodes.evidence(null))).isEmpty();
  }
}
