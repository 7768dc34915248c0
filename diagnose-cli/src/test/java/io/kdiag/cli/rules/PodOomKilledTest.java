package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodOomKilledTest {
  private final PodOomKilled rule = new PodOomKilled();

  private static TestCluster killed(long secondsAgo, boolean ready) {
    return TestCluster.healthy()
        .pod(
            "shop/hungry",
            "spec.containers[0].resources.limits.memory",
            "24Mi",
            "status.containerStatuses[0].ready",
            ready)
        .lastEnded("shop/hungry", "OOMKilled", 137, secondsAgo);
  }

  @Test
  void namesTheLimitAndTheMostItUsed() {
    ContainerMemory memory =
        new ContainerMemory("shop", "hungry", "main", "http://prometheus", 24 << 20);
    ClusterEvidence cluster =
        TestEvidence.with(killed(30, false).cluster(), "usage", List.of(memory));
    Finding finding = rule.find(cluster, TestCluster.NOW).getFirst();
    assertThat(finding.object()).isEqualTo("pod/shop/hungry");
    assertThat(finding.cause()).contains("reached its memory limit of 24Mi", "exit code 137");
    assertThat(finding.evidence().getLast().text()).contains("used 24.0 MiB at most");
  }

  @Test
  void holdsWhileTheContainerIsDownOrHasJustComeBack() {
    Found.only(rule, killed(3600, false));
    Found.only(rule, killed(300, true));
  }

  @Test
  void isSilentOnceItHasRunWellForTenMinutes() {
    Found.silent(rule, killed(601, true));
    Found.silent(rule, TestCluster.healthy());
  }
}
