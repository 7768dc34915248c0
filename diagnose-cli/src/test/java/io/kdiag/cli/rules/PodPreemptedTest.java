package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodPreemptedTest {

  private final PodPreempted rule = new PodPreempted();

  private static TestCluster waiting(String name) {
    return TestCluster.healthy()
        .pod(
            "shop/" + name,
            "metadata.ownerReferences",
            "[{kind: ReplicaSet, name: web-5d8f, uid: u, controller: true}]")
        .unschedulable("shop/" + name, "0/1 nodes are available: 1 Insufficient cpu.")
        .event(
            "Pod shop/web-5d8f-aaaaa",
            "Normal",
            "Preempted",
            "Preempted by prod/big on node k8s-node-1",
            60);
  }

  @Test
  void namesWhoTookThePlace() {
    assertThat(Found.only(rule, waiting("web-5d8f-bbbbb")).cause())
        .contains("its predecessor was put out for a pod of higher priority", "prod/big");
  }

  @Test
  void isSilentOfPodsOfOthersAndOfTheHealthy() {
    Found.silent(rule, waiting("api-77aa-bbbbb"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, waiting("web-5d8f-bbbbb").unread(Kind.EVENT));
  }
}
