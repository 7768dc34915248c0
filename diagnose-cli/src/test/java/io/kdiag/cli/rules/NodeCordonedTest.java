package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

final class NodeCordonedTest {
  private final NodeCordoned rule = new NodeCordoned();

  @Test
  void saysThatItTakesNoNewPods() {
    Finding finding =
        Found.only(
            rule, TestCluster.healthy().change("Node k8s-node-1", "spec.unschedulable", true));
    assertThat(finding.latent()).isTrue();
    assertThat(finding.remedies().getLast().command()).isEqualTo("kubectl uncordon k8s-node-1");
  }

  @Test
  void isSilentOfOneThatTakesPods() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(
        rule, TestCluster.healthy().change("Node k8s-node-1", "spec.unschedulable", false));
  }

  @Test
  void doesNotTellOfAnotherNodeThanTheOneAskedAbout() {
    TestCluster cluster =
        TestCluster.healthy()
            .node("other", "spec.unschedulable", true)
            .about(Kind.NODE, "", "k8s-node-1");
    assertThat(Engine.diagnose(cluster.build(), Rules.ALL).findings()).isEmpty();
  }
}
