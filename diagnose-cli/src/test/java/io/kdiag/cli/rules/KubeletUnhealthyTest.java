package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import io.kdiag.host.proc.ProcessStat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KubeletUnhealthyTest {
  private final KubeletUnhealthy rule = new KubeletUnhealthy();

  private static final String URL = "http://127.0.0.1:10248/healthz";

  @Test
  void quotesWhatAnUnhealthyKubeletSays() {
    Finding finding =
        rule.find(asked(Outcome.UNHEALTHY, "[-]syncloop failed", 3).build()).getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("component/kubelet");
    assertThat(finding.cause())
        .isEqualTo("kubelet runs (pid 7) but says that it is not healthy: [-]syncloop failed");
  }

  @Test
  void saysHowLongItWaitedForAHangingKubelet() {
    assertThat(rule.find(asked(Outcome.TIMEOUT, "", 2000).build()).getFirst().cause())
        .contains("gives no answer within 2.0 s");
  }

  @Test
  void isLessSureWhereNobodyListens() {
    Finding finding = rule.find(asked(Outcome.REFUSED, "", 1).build()).getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.confidence()).isEqualTo(Finding.Confidence.LIKELY);
  }

  @Test
  void givesAKubeletThatWasJustStartedTheBenefitOfTheDoubt() {
    double start = TestEvidence.healthy().build().host().last().uptime().toSeconds() - 20;
    ProcessStat process =
        new ProcessStat(7, 1, "kubelet", (char) 83, 9, 1, 1, start, "/", "kubelet");
    TestEvidence evidence = asked(Outcome.UNHEALTHY, "", 1).last("processes", List.of(process));
    Finding finding = rule.find(evidence.build()).getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.against()).hasSize(1);
  }

  @Test
  void isSilentWhereItIsWellOrCouldNotBeAsked() {
    assertThat(rule.find(asked(Outcome.OK, "ok", 3).build())).isEmpty();
    assertThat(rule.find(asked(Outcome.UNKNOWN, "", 3).build())).isEmpty();
  }

  @Test
  void leavesAKubeletThatDoesNotRunToKubeletDown() {
    TestEvidence evidence =
        healthy()
            .node()
            .part("kubelet", "process", 0)
            .probe(Kind.KUBELET, URL, Outcome.REFUSED, "", 1);
    assertThat(rule.find(evidence.build())).isEmpty();
  }

  @Test
  void isSilentOnAPlainMachine() {
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence asked(Outcome outcome, String answer, long took) {
    return healthy()
        .node()
        .part("kubelet", "process", 7)
        .probe(Kind.KUBELET, URL, outcome, answer, took);
  }
}
