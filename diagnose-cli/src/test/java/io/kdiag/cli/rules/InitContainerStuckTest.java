package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class InitContainerStuckTest {

  private final InitContainerStuck rule = new InitContainerStuck();

  private static TestCluster preparing(String state) {
    return TestCluster.healthy()
        .pod(
            "shop/web",
            "spec.initContainers",
            "[{name: prepare, image: x}]",
            "status.phase",
            "Pending",
            "status.initContainerStatuses",
            state)
        .waiting("shop/web", "PodInitializing", "");
  }

  private static TestCluster running(String since) {
    return preparing(
        "[{name: prepare, ready: false, state: {running: {startedAt: " + since + "}}}]");
  }

  @Test
  void saysWhatItWaitsFor() {
    TestCluster cluster =
        running("-1m").says("shop/web", "prepare", "nslookup: can't resolve 'mydb'");
    assertThat(Found.only(rule, cluster).cause())
        .contains(
            "init container prepare does not come to its end",
            "no name server knows the host mydb (there is no service mydb in namespace shop)");
  }

  @Test
  void waitsLongerForOneThatSaysNothing() {
    Found.silent(rule, running("-1m"));
    assertThat(Found.only(rule, running("-6m")).confidence()).isEqualTo(Finding.Confidence.LIKELY);
  }

  @Test
  void isSilentOfASideCarAndOfTheHealthy() {
    Found.silent(
        rule,
        running("-6m").change("Pod shop/web", "spec.initContainers[0].restartPolicy", "Always"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, running("-6m").unread(Kind.POD));
  }
}
