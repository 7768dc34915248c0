package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

final class PodOnMissingNodeTest {
  private final PodOnMissingNode rule = new PodOnMissingNode();

  private static TestCluster orphan() {
    return TestCluster.healthy().pod("shop/lost", "spec.nodeName", "gone-7");
  }

  @Test
  void countsThePodsThatNobodyRuns() {
    Finding finding = Found.only(rule, orphan());
    assertThat(finding.object()).isEqualTo("node/gone-7");
    assertThat(finding.cause()).contains("1 pod is still bound to it");
  }

  @Test
  void isSilentWhereNodesMayNotBeReadAndOfPodsThatAreDone() {
    Found.silent(rule, orphan().unread(Kind.NODE));
    Found.silent(rule, orphan().change("Pod shop/lost", "status.phase", "Succeeded"));
    Found.silent(rule, TestCluster.healthy());
  }
}
