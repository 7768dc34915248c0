package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Catalogue;
import io.kdiag.detector.Severity;
import io.kdiag.detector.document.ReportedProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectedProblemTest {
  private final DetectedProblem rule = new DetectedProblem(Catalogue.load().problems());

  private static ReportedProblem problem(String code) {
    return new ReportedProblem(
        code,
        null,
        Severity.CRITICAL,
        TestCluster.NOW.minusSeconds(60),
        TestCluster.NOW,
        null,
        1,
        code + " was seen",
        null,
        List.of(new ReportedProblem.Evidence("/dev/kmsg", TestCluster.NOW, "the line")));
  }

  @Test
  void reportsWhatIsActiveWithTheCataloguesRemedies() {
    Finding finding =
        rule.find(TestCluster.healthy().detects("k8s-node-1", problem("NvmeTimeout")).build())
            .getFirst();
    assertThat(finding.code()).isEqualTo("NvmeTimeout");
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.evidence().getFirst().text()).isEqualTo("the line");
    assertThat(finding.remedies()).isNotEmpty();
  }

  @Test
  void reportsACodeOfAForeignCatalogueWithoutRemedies() {
    Finding finding =
        rule.find(TestCluster.healthy().detects("k8s-node-1", problem("Theirs")).build())
            .getFirst();
    assertThat(finding.remedies()).isEmpty();
  }

  @Test
  void tellsWhatIsOverAsHistory() {
    var evidence =
        TestCluster.healthy()
            .detects("k8s-node-1", problem("IOError"), problem("TaskHung"))
            .build();
    assertThat(rule.history(evidence)).extracting(Finding::code).containsExactly("TaskHung");
    assertThat(rule.find(evidence)).extracting(Finding::code).containsExactly("IOError");
  }

  @Test
  void tellsWhatHitAPodThatIsGoneAsHistory() {
    ReportedProblem here = of("uid-calm");
    ReportedProblem elsewhere = of("uid-gone");
    assertThat(rule.find(TestCluster.healthy().detects("k8s-node-1", here).build())).hasSize(1);
    assertThat(rule.find(TestCluster.healthy().detects("k8s-node-1", elsewhere).build())).isEmpty();
    assertThat(rule.history(TestCluster.healthy().detects("k8s-node-1", elsewhere).build()))
        .hasSize(1);
  }

  private static ReportedProblem of(String uid) {
    return TestEvidence.with(
        problem("OOMKilling"),
        "object",
        new ReportedProblem.PodObject("shop", "calm", uid, "main", ""));
  }

  @Test
  void isSilentOnAHealthyNodeAndWithoutADetector() {
    Found.silent(rule, TestCluster.healthy().detectsNothing("k8s-node-1"));
    Found.silent(rule, TestCluster.healthy());
  }
}
