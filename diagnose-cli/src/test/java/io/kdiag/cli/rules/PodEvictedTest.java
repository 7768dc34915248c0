package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodEvictedTest {

  private final PodEvicted rule = new PodEvicted();

  private static TestCluster evicted(String message) {
    return TestCluster.healthy()
        .pod("shop/web")
        .change(
            "Pod shop/web",
            "metadata.ownerReferences",
            "[]",
            "status.phase",
            "Failed",
            "status.reason",
            "Evicted",
            "status.message",
            message,
            "status.conditions",
            "[]");
  }

  @Test
  void saysWhatTheNodeOrThePodHadTooLittleOf() {
    assertThat(Found.only(rule, evicted("The node was low on resource: memory. ")).cause())
        .startsWith("kubelet put it out of node k8s-node-1: the node ran out of memory");
    assertThat(
            Found.only(rule, evicted("Usage of EmptyDir volume \"v\" exceeds the limit \"10Mi\". "))
                .cause())
        .contains("it wrote more to its own disk space than it may");
  }

  @Test
  void isHistoryOnceItsWorkloadIsComplete() {
    TestCluster cluster =
        evicted("The node was low on resource: memory.")
            .change(
                "Pod shop/web",
                "metadata.ownerReferences",
                "[{kind: ReplicaSet, name: web, uid: u, controller: true}]")
            .yaml(
                """
                kind: ReplicaSet
                metadata: {namespace: shop, name: web}
                spec: {replicas: 1}
                status: {replicas: 1, readyReplicas: 1}
                """);
    Found.silent(rule, cluster);
    assertThat(rule.history(cluster.build())).hasSize(1);
  }

  @Test
  void isSilentOfTheHealthyAndTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, evicted("x").unread(Kind.POD));
  }
}
