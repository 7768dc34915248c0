package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import org.junit.jupiter.api.Test;

class NodeNotReadyTest {
  private final NodeNotReady rule = new NodeNotReady();

  private static TestCluster ready(String status, String reason, String message) {
    return TestCluster.healthy().condition("Node k8s-node-1", "Ready", status, reason, message);
  }

  private static TestCluster silent() {
    return ready("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
  }

  @Test
  void saysThatKubeletIsDownWhereTheMachineAnswers() {
    Finding finding = Found.only(rule, silent().detectsNothing("k8s-node-1"));
    assertThat(finding.cause()).contains("though the machine is up: kubelet is down");
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.since()).isEqualTo(TestCluster.NOW.minusSeconds(120));
  }

  @Test
  void doesNotKnowWhichIsDownWhereTheMachineIsSilentToo() {
    Finding finding = Found.only(rule, silent());
    assertThat(finding.cause()).contains("it or the whole machine is down");
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.notChecked()).isNotEmpty();
  }

  @Test
  void namesTheRuntime() {
    Finding finding =
        Found.only(
            rule,
            ready("False", "KubeletNotReady", "[container runtime is down, PLEG is not healthy]"));
    assertThat(finding.cause()).contains("container runtime is down");
    assertThat(finding.remedies().getLast().command()).isEqualTo("systemctl restart containerd");
  }

  @Test
  void namesTheNetwork() {
    Finding finding =
        Found.only(
            rule,
            ready(
                "False",
                "KubeletNotReady",
                "runtime network not ready: cni plugin not initialized"));
    assertThat(finding.cause()).startsWith("the pods' network is not ready");
  }

  @Test
  void isSilentOnAReadyNodeAndWithoutACluster() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, TestCluster.empty());
  }

  @Test
  void takesWhatCameOverItsPodsWithItAndNotWhatWasWrongBefore() {
    TestCluster cluster =
        ready("False", "KubeletNotReady", "container runtime is down")
            .pod("shop/new")
            .waiting("shop/new", "ContainerCreating", "")
            .warning("Pod shop/new", "FailedCreatePodSandBox", "connection refused")
            .change("Pod shop/new", "status.conditions[2].lastTransitionTime", "-1m")
            .pod("shop/old")
            .crashLooping("shop/old", 1)
            .change("Pod shop/old", "status.conditions[2].lastTransitionTime", "-1h");
    var findings = Engine.diagnose(cluster.build(), Rules.ALL).findings();
    assertThat(findings)
        .extracting(Finding::code)
        .containsExactly("NodeNotReady", "PodCrashLooping");
    assertThat(findings.getFirst().symptoms())
        .extracting(Finding::object)
        .containsOnly("pod/shop/new");
  }

  @Test
  void saysWhatItTakesWithItAndThatTheOthersAreWell() {
    Finding finding = Found.only(rule, silent().node("k8s-node-2"));
    assertThat(finding.evidence())
        .extracting(Finding.Quote::text)
        .contains("on it: 2 pods of 2 workloads")
        .anyMatch(text -> text.startsWith("1 other node is ready"));
  }
}
