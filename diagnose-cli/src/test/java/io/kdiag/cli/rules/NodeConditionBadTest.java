package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import org.junit.jupiter.api.Test;

final class NodeConditionBadTest {
  private final NodeConditionBad rule = new NodeConditionBad();

  private static TestCluster condition(String type, String status) {
    return TestCluster.healthy().condition("Node k8s-node-1", type, status, "Reason", "words");
  }

  @Test
  void readsEachWithThePolarityOfWhoSetIt() {
    for (String bad : new String[] {"KernelDeadlock", "FrequentKubeletRestart", "KubeletProblem"}) {
      assertThat(Found.only(rule, condition(bad, "True")).cause())
          .contains(bad + " is True: words");
      Found.silent(rule, condition(bad, "False"));
    }
    for (String good : new String[] {"NetworkingReady", "StorageReady", "KernelReady"}) {
      assertThat(Found.only(rule, condition(good, "False")).cause()).contains(good + " is False");
      Found.silent(rule, condition(good, "True"));
    }
  }

  @Test
  void leavesKubeletsOwnAndWhatItCannotJudgeAlone() {
    Found.silent(rule, condition("Ready", "False"));
    Found.silent(rule, condition("DiskPressure", "True"));
    Found.silent(rule, condition("OfSomebody", "True"));
    Found.silent(rule, condition("KernelDeadlock", "Unknown"));
  }

  @Test
  void saysWhatOnlyThisNodeHas() {
    Finding finding =
        Found.only(
            rule,
            condition("KernelDeadlock", "True")
                .node("k8s-node-2", "status.nodeInfo.kernelVersion", "6.12.1")
                .node("k8s-node-3", "status.nodeInfo.kernelVersion", "6.12.1"));
    assertThat(finding.evidence().getLast().text())
        .isEqualTo("2 others are ready; only this one has kernel 6.1.0");
  }
}
