package io.kdiag.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.rules.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine makes of many findings about many objects. */
final class ClusterAnswersTest {
  private static final String WEB =
      """
      kind: Deployment
      metadata: {namespace: shop, name: web}
      spec: {replicas: 3, selector: {matchLabels: {app: web}}}
      ---
      kind: ReplicaSet
      metadata:
        namespace: shop
        name: web-1
        ownerReferences: [{kind: Deployment, name: web, controller: true}]
      """;

  private static TestCluster threeCrashing() {
    TestCluster cluster = TestCluster.healthy().yaml(WEB);
    for (int i = 0; i < 3; i++) {
      String pod = "shop/web-1-" + i;
      cluster.pod(
          pod,
          "metadata.labels.app",
          "web",
          "metadata.ownerReferences",
          "[{kind: ReplicaSet, name: web-1, controller: true}]");
      cluster.crashLooping(pod, 1);
    }
    return cluster;
  }

  private static List<Finding> findings(TestCluster cluster) {
    Evidence evidence = cluster.build();
    return Engine.diagnose(evidence, Rules.ALL).findings();
  }

  private static List<String> objects(List<Finding> findings, String code) {
    return findings.stream().filter(each -> each.code().equals(code)).map(Finding::object).toList();
  }

  @Test
  void saysOnceWhatHoldsOfAllPodsOfAWorkload() {
    List<Finding> findings = findings(threeCrashing());
    assertThat(objects(findings, "PodCrashLooping")).containsExactly("deployment/shop/web");
    Finding finding =
        findings.stream()
            .filter(each -> each.code().equals("PodCrashLooping"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.cause()).startsWith("3 of 3 pods: container main ends soon");
    assertThat(finding.evidence().getLast().text())
        .isEqualTo("the same holds of pod/shop/web-1-0, pod/shop/web-1-1, pod/shop/web-1-2");
  }

  @Test
  void tellsOfThePodThatWasAskedAboutAndNotOfItsSiblings() {
    List<Finding> findings = findings(threeCrashing().about(Kind.POD, "shop", "web-1-1"));
    assertThat(objects(findings, "PodCrashLooping")).containsExactly("pod/shop/web-1-1");
  }

  @Test
  void leavesOutWhatHasNothingToDoWithTheSubject() {
    List<Finding> findings = findings(threeCrashing().about(Kind.POD, "shop", "calm"));
    assertThat(findings).isEmpty();
  }

  @Test
  void tellsOfTheNodeOfAPodAndOfWhatItCalls() {
    TestCluster cluster =
        threeCrashing()
            .yaml(
                """
                kind: Service
                metadata: {namespace: shop, name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """)
            .pod("shop/caller", "spec.containers[0].env", "[{name: WEB, value: 'http://web:80/x'}]")
            .condition("Node k8s-node-1", "DiskPressure", "True", "Full", "full")
            .about(Kind.POD, "shop", "caller");
    assertThat(findings(cluster))
        .extracting(Finding::code)
        .contains("NodePressure", "PodCrashLooping");
  }

  @Test
  void tellsOfAllPodsBehindAService() {
    TestCluster cluster =
        threeCrashing()
            .yaml(
                """
                kind: Service
                metadata: {namespace: shop, name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """)
            .pod("shop/other")
            .crashLooping("shop/other", 2)
            .about(Kind.SERVICE, "shop", "web");
    assertThat(objects(findings(cluster), "PodCrashLooping"))
        .containsExactly("deployment/shop/web");
  }
}
