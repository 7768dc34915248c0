package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodCreationRefusedTest {

  private final PodCreationRefused rule = new PodCreationRefused();

  private static TestCluster web(int pods) {
    return TestCluster.healthy()
        .yaml(
            """
            kind: Deployment
            metadata: {namespace: shop, name: web}
            spec: {replicas: 1, selector: {matchLabels: {app: web}}}
            ---
            kind: ReplicaSet
            metadata:
              namespace: shop
              name: web-5d8f
              ownerReferences: [{kind: Deployment, name: web, uid: u, controller: true}]
            spec: {replicas: 1, selector: {matchLabels: {app: web}}}
            status: {replicas: REPLICAS}
            """
                .replace("REPLICAS", String.valueOf(pods)));
  }

  private static TestCluster refused(String message) {
    return web(0)
        .condition("ReplicaSet shop/web-5d8f", "ReplicaFailure", "True", "FailedCreate", message);
  }

  @Test
  void saysWhoRefusesAndNamesTheWorkload() {
    Finding finding =
        Found.only(
            rule,
            refused(
                "pods \"web-1\" is forbidden: exceeded quota: team, requested: requests.cpu=500m, used:"
                    + " requests.cpu=0, limited: requests.cpu=200m"));
    assertThat(finding.object()).isEqualTo("deployment/shop/web");
    assertThat(finding.cause())
        .isEqualTo(
            "its pods are not made: quota team is spent: wanted requests.cpu=500m, used"
                + " requests.cpu=0, allowed requests.cpu=200m");
  }

  @Test
  void readsEventsWhereThereIsNoCondition() {
    TestCluster cluster =
        TestCluster.healthy()
            .yaml(
                """
                kind: StatefulSet
                metadata: {namespace: shop, name: db}
                spec: {replicas: 2}
                """)
            .warning(
                "StatefulSet shop/db",
                "FailedCreate",
                "create Pod db-0 in StatefulSet db failed error: pods \"db-0\" is forbidden: error"
                    + " looking up service account shop/nosuch: serviceaccount \"nosuch\" not found");
    assertThat(Found.only(rule, cluster).cause())
        .endsWith("the service account nosuch does not exist");
  }

  @Test
  void isSilentOnceThePodsAreThere() {
    TestCluster cluster =
        web(1)
            .pod(
                "shop/web-5d8f-1",
                "metadata.ownerReferences",
                "[{kind: ReplicaSet, name: web-5d8f, uid: u, controller: true}]")
            .warning("ReplicaSet shop/web-5d8f", "FailedCreate", "exceeded quota");
    Found.silent(rule, cluster);
  }

  @Test
  void isSilentOfTheHealthyAndTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, web(0));
    Found.silent(rule, refused("x").unread(Kind.REPLICA_SET));
  }
}
