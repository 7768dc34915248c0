package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

class SchedulerNotWorkingTest {
  private final SchedulerNotWorking rule = new SchedulerNotWorking();

  private static TestCluster waiting(String age) {
    return TestCluster.healthy()
        .pod(
            "shop/new",
            "metadata.creationTimestamp",
            age,
            "spec.nodeName",
            "",
            "status",
            "{phase: Pending}");
  }

  @Test
  void isCriticalWherePodsAreNotEvenLookedAt() {
    Finding finding = Found.only(rule, waiting("-2m"));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.cause())
        .isEqualTo(
            "the scheduler does not work: 1 pod waits for a node, and it has said nothing of it");
  }

  @Test
  void isSilentAtFirstAndWhereItSaidThatNoneFits() {
    Found.silent(rule, waiting("-20s"));
    Found.silent(rule, waiting("-2m").unschedulable("shop/new", "0/1 nodes are available"));
    Found.silent(rule, waiting("-2m").change("Pod shop/new", "spec.schedulerName", "mine"));
    Found.silent(rule, TestCluster.healthy());
  }
}
