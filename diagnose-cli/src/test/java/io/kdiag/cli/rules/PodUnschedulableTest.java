package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodUnschedulableTest {

  private final PodUnschedulable rule = new PodUnschedulable();

  private static TestCluster waiting(Object... pathsAndValues) {
    return TestCluster.healthy()
        .pod("shop/web", pathsAndValues)
        .unschedulable("shop/web", "0/1 nodes are available: 1 of something.");
  }

  private String cause(TestCluster cluster) {
    return Found.only(rule, cluster).cause();
  }

  @Test
  void reckonsWhatTheNodesHaveLeft() {
    TestCluster cluster =
        waiting("spec.containers[0].resources.requests", "{cpu: 3500m}")
            .change("Pod shop/calm", "spec.containers[0].resources.requests", "{cpu: 1}");
    assertThat(cause(cluster))
        .isEqualTo(
            "no node can take it: cpu (1 of 1 nodes); on the nearest, k8s-node-1, of cpu 3 of 4 are free,"
                + " 3500m are wanted: it would fit there if the pod requested no more than 3 of cpu, or"
                + " others there gave some back");
  }

  @Test
  void knowsMemoryExtendedResourcesAndPods() {
    assertThat(cause(waiting("spec.containers[0].resources.requests", "{memory: 640Gi}")))
        .contains("memory (1 of 1 nodes)", "640 GiB are wanted");
    assertThat(cause(waiting("spec.containers[0].resources.limits", "{nvidia.com/gpu: 1}")))
        .contains("it has no nvidia.com/gpu");
    assertThat(cause(waiting().change("Node k8s-node-1", "status.allocatable.pods", "2")))
        .contains("it runs 2 pods of at most 2");
  }

  @Test
  void knowsTaintsCordonsAndLabels() {
    assertThat(
            cause(
                waiting()
                    .change(
                        "Node k8s-node-1",
                        "spec.taints",
                        "[{key: gpu, value: a, effect: NoSchedule}]")))
        .contains("it has the taint gpu=a:NoSchedule", "if the pod tolerated the taint");
    assertThat(cause(waiting().change("Node k8s-node-1", "spec.unschedulable", true)))
        .contains("it is cordoned");
    assertThat(cause(waiting("spec.nodeSelector", "{disk: ssd}")))
        .contains("if the node had the label disk=ssd");
    assertThat(
            cause(
                waiting(
                    "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
                    "{nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [b]}]}]}")))
        .contains("it is not zone in (b)");
  }

  @Test
  void knowsPortsAndNeighbours() {
    TestCluster port =
        waiting("spec.containers[0].ports", "[{containerPort: 80, hostPort: 8080}]")
            .change(
                "Pod shop/calm",
                "spec.containers[0].ports",
                "[{containerPort: 80, hostPort: 8080}]");
    assertThat(cause(port)).contains("its port 8080 is taken by pod shop/calm");
    String term =
        "[{labelSelector: {matchLabels: {app: calm}}, topologyKey: kubernetes.io/hostname}]";
    String required = "requiredDuringSchedulingIgnoredDuringExecution";
    TestCluster apart =
        waiting("spec.affinity.podAntiAffinity." + required, term)
            .change("Pod shop/calm", "metadata.labels.app", "calm");
    assertThat(cause(apart)).contains("a pod app=calm runs in its kubernetes.io/hostname already");
    assertThat(cause(waiting("spec.affinity.podAffinity." + required, term)))
        .contains("no pod app=calm runs in its kubernetes.io/hostname");
  }

  @Test
  void knowsTheSpreadAndTheVolumesPlace() {
    assertThat(
            cause(
                waiting(
                    "spec.topologySpreadConstraints",
                    "[{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]")))
        .contains("it has no label zone");
    TestCluster volume =
        waiting("spec.volumes", "[{name: v, persistentVolumeClaim: {claimName: data}}]")
            .yaml(
                """
                kind: PersistentVolumeClaim
                metadata: {namespace: shop, name: data}
                spec: {volumeName: pv-b}
                status: {phase: Bound}
                ---
                kind: PersistentVolume
                metadata: {name: pv-b}
                spec:
                  nodeAffinity:
                    required: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [b]}]}]}
                """);
    assertThat(cause(volume)).contains("volume pv-b of claim data can be had on zone in (b) only");
  }

  @Test
  void namesTheNodeThatLacksLeast() {
    TestCluster cluster =
        waiting(
                "spec.containers[0].resources.requests",
                "{cpu: 5}",
                "spec.nodeSelector",
                "{disk: ssd}")
            .node("k8s-node-2", "metadata.labels.disk", "ssd");
    assertThat(cause(cluster)).contains("cpu (2 of 2 nodes)", "on the nearest, k8s-node-2");
  }

  @Test
  void saysTheSchedulersWordsWhereNotAllNodesWereRead() {
    TestCluster cluster = waiting().unread(Kind.NODE);
    assertThat(cause(cluster)).endsWith("0/1 nodes are available: 1 of something.");
    assertThat(Found.only(rule, cluster).notChecked()).isNotEmpty();
  }

  @Test
  void isSilentOfAPodThatHasANodeOrIsNew() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(
        rule, waiting().change("Pod shop/web", "status.conditions[0].lastTransitionTime", "-3s"));
    Found.silent(rule, waiting().unread(Kind.POD));
  }
}
