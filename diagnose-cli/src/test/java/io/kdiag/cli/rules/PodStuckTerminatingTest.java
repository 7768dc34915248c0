package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodStuckTerminatingTest {

  private final PodStuckTerminating rule = new PodStuckTerminating();

  private static TestCluster deleted(String ago, Object... pathsAndValues) {
    TestCluster cluster = TestCluster.healthy().pod("shop/web", "metadata.deletionTimestamp", ago);
    return cluster.change("Pod shop/web", pathsAndValues);
  }

  @Test
  void namesTheFinaliser() {
    TestCluster cluster =
        deleted("-2m", "metadata.finalizers", "[example.com/guard]")
            .ended("shop/web", "Error", 137, 100);
    assertThat(Found.only(rule, cluster).cause())
        .contains("the finaliser example.com/guard keeps it");
  }

  @Test
  void namesTheNodeThatDoesNotAnswer() {
    TestCluster cluster =
        deleted("-2m").condition("Node k8s-node-1", "Ready", "Unknown", "NodeStatusUnknown", "");
    assertThat(Found.only(rule, cluster).cause()).contains("its node k8s-node-1 does not answer");
  }

  @Test
  void quotesAHookThatFails() {
    TestCluster cluster = deleted("-2m").warning("Pod shop/web", "FailedPreStopHook", "exit 1");
    assertThat(Found.only(rule, cluster).cause()).contains("its preStop hook fails: exit 1");
  }

  @Test
  void isSilentWithinTheGraceAndOfTheHealthy() {
    Found.silent(rule, deleted("-10s"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, deleted("-2m").unread(Kind.POD));
  }
}
