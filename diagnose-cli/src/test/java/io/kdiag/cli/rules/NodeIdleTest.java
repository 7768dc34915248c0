package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

final class NodeIdleTest {
  private final NodeIdle rule = new NodeIdle();

  private static TestCluster nodes(int count) {
    TestCluster cluster = TestCluster.healthy();
    for (int i = 2; i <= count; i++) {
      cluster.node("k8s-node-" + i);
      cluster.pod(
          "kube-system/agent-" + i,
          "spec.nodeName",
          "k8s-node-" + i,
          "metadata.ownerReferences",
          "[{kind: DaemonSet, name: agent, controller: true}]");
    }
    return cluster;
  }

  @Test
  void namesNodesThatRunNothingButDaemonSets() {
    Finding finding = Found.only(rule, nodes(3));
    assertThat(finding.cause()).startsWith("2 of 3 nodes run nothing");
    assertThat(finding.evidence().getFirst().text()).isEqualTo("k8s-node-2, k8s-node-3");
  }

  @Test
  void isSilentOfASmallClusterOfUsedNodesAndWhereNotAllPodsWereRead() {
    Found.silent(rule, nodes(2));
    Found.silent(
        rule,
        nodes(3)
            .pod("shop/a", "spec.nodeName", "k8s-node-2")
            .pod("shop/b", "spec.nodeName", "k8s-node-3"));
    Found.silent(rule, nodes(3).unread(Kind.POD));
  }
}
