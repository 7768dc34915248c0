package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerMemory;
import io.kdiag.cli.evidence.ClusterEvidence.ContainerObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodOomKilledTest {
  private final PodOomKilled rule = new PodOomKilled();

  private static ClusterEvidence killed(long secondsAgo, boolean ready) {
    ContainerObject container = Nodes.crashed("", "OOMKilled", 137, secondsAgo);
    return Nodes.with(Nodes.pod("hungry", TestEvidence.with(container, "ready", ready)));
  }

  @Test
  void namesTheLimitAndTheMostItUsed() {
    ClusterEvidence cluster =
        TestEvidence.with(
            killed(30, false),
            "usage",
            List.of(new ContainerMemory("shop", "hungry", "main", "http://prometheus", 24 << 20)));
    Finding finding = rule.find(Nodes.evidence(cluster)).getFirst();
    assertThat(finding.object()).isEqualTo("pod/shop/hungry");
    assertThat(finding.cause()).contains("reached its memory limit of 24Mi", "exit code 137");
    assertThat(finding.evidence().getLast().text()).contains("used 24.0 MiB at most");
  }

  @Test
  void holdsWhileTheContainerIsDownOrHasJustComeBack() {
    assertThat(rule.find(Nodes.evidence(killed(3600, false)))).hasSize(1);
    assertThat(rule.find(Nodes.evidence(killed(300, true)))).hasSize(1);
  }

  @Test
  void isSilentOnceItHasRunWellForTenMinutes() {
    assertThat(rule.find(Nodes.evidence(killed(601, true)))).isEmpty();
    assertThat(rule.find(Nodes.evidence(Nodes.healthy()))).isEmpty();
  }
}
