package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

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
        Nodes.NOW.minusSeconds(60),
        Nodes.NOW,
        null,
        1,
        code + " was seen",
        null,
        List.of(new ReportedProblem.Evidence("/dev/kmsg", Nodes.NOW, "the line")));
  }

  @Test
  void reportsWhatIsActiveWithTheCataloguesRemedies() {
    Finding finding = rule.find(Nodes.evidence(Nodes.detecting(problem("NvmeTimeout")))).getFirst();
    assertThat(finding.code()).isEqualTo("NvmeTimeout");
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.evidence().getFirst().text()).isEqualTo("the line");
    assertThat(finding.remedies()).isNotEmpty();
  }

  @Test
  void reportsACodeOfAForeignCatalogueWithoutRemedies() {
    Finding finding = rule.find(Nodes.evidence(Nodes.detecting(problem("Theirs")))).getFirst();
    assertThat(finding.remedies()).isEmpty();
  }

  @Test
  void tellsWhatIsOverAsHistory() {
    var evidence = Nodes.evidence(Nodes.detecting(problem("IOError"), problem("TaskHung")));
    assertThat(rule.history(evidence)).extracting(Finding::code).containsExactly("TaskHung");
    assertThat(rule.find(evidence)).extracting(Finding::code).containsExactly("IOError");
  }

  @Test
  void tellsWhatHitAPodThatIsGoneAsHistory() {
    ReportedProblem here = of("uid-calm");
    ReportedProblem elsewhere = of("uid-gone");
    assertThat(rule.find(Nodes.evidence(Nodes.detecting(here)))).hasSize(1);
    assertThat(rule.find(Nodes.evidence(Nodes.detecting(elsewhere)))).isEmpty();
    assertThat(rule.history(Nodes.evidence(Nodes.detecting(elsewhere)))).hasSize(1);
  }

  private static ReportedProblem of(String uid) {
    return TestEvidence.with(
        problem("OOMKilling"),
        "object",
        new ReportedProblem.PodObject("shop", "calm", uid, "main", ""));
  }

  @Test
  void isSilentOnAHealthyNodeAndWithoutADetector() {
    assertThat(rule.find(Nodes.evidence(Nodes.healthy()))).isEmpty();
    assertThat(rule.find(Nodes.evidence(null))).isEmpty();
  }
}
