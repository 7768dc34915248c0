package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import org.junit.jupiter.api.Test;

class FailingTest {

  private static TestCluster web() {
    return TestCluster.healthy().pod("shop/web");
  }

  private static int failing(TestCluster cluster) {
    return Failing.containers(cluster.cluster(), TestCluster.NOW).size();
  }

  @Test
  void aContainerThatHasJustStartedAgainAfterAShortRunFails() {
    TestCluster cluster = web().lastEnded("shop/web", "Error", 1, 15);
    cluster.change("Pod shop/web", "status.containerStatuses[0].state.running.startedAt", "-5s");
    assertThat(failing(cluster)).isEqualTo(1);
  }

  @Test
  void aContainerThatRunsLongerThanBeforeHasRecovered() {
    TestCluster cluster = web().lastEnded("shop/web", "Error", 1, 200);
    cluster.change("Pod shop/web", "status.containerStatuses[0].state.running.startedAt", "-3m");
    assertThat(failing(cluster)).isZero();
  }

  @Test
  void aBarePodThatFailedForGoodFailsAndAnEvictedOneDoesNot() {
    TestCluster failed = web().ended("shop/web", "Error", 2, 60);
    failed.change("Pod shop/web", "status.phase", "Failed", "metadata.ownerReferences", "[]");
    assertThat(failing(failed)).isEqualTo(1);
    failed.change("Pod shop/web", "status.reason", "Evicted");
    assertThat(failing(failed)).isZero();
  }

  @Test
  void anAttemptOfAJobThatSucceededLaterDoesNotFail() {
    TestCluster failed = web().ended("shop/web", "Error", 2, 60);
    failed.change(
        "Pod shop/web",
        "status.phase",
        "Failed",
        "metadata.ownerReferences",
        "[{kind: Job, name: nightly, uid: u, controller: true}]");
    assertThat(failing(failed)).isEqualTo(1);
    failed.yaml(
        """
        kind: Job
        metadata: {namespace: shop, name: nightly}
        status: {succeeded: 1}
        """);
    assertThat(failing(failed)).isZero();
  }

  @Test
  void aTerminatingPodDoesNotFail() {
    TestCluster cluster = web().crashLooping("shop/web", 1);
    assertThat(failing(cluster)).isEqualTo(1);
    cluster.change("Pod shop/web", "metadata.deletionTimestamp", "-5s");
    assertThat(failing(cluster)).isZero();
  }
}
