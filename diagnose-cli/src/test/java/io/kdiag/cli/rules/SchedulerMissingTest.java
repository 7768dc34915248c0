package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class SchedulerMissingTest {

  private final SchedulerMissing rule = new SchedulerMissing();

  private static TestCluster waiting(String scheduler, String created) {
    TestCluster cluster =
        TestCluster.healthy()
            .pod(
                "shop/web",
                "spec.schedulerName",
                scheduler,
                "spec.nodeName",
                "",
                "metadata.creationTimestamp",
                created);
    return cluster.change("Pod shop/web", "status", "{phase: Pending}");
  }

  @Test
  void namesTheSchedulerThatTakesNoNotice() {
    assertThat(Found.only(rule, waiting("mine", "-1m")).cause()).contains("a scheduler mine");
  }

  @Test
  void isSilentOfTheDefaultOneOfTheNewAndOfTheHealthy() {
    Found.silent(rule, waiting("default-scheduler", "-1m"));
    Found.silent(rule, waiting("mine", "-10s"));
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, waiting("mine", "-1m").unread(Kind.POD));
  }
}
