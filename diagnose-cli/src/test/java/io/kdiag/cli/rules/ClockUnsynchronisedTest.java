package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.ClockSync;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockUnsynchronisedTest {
  private final ClockUnsynchronised rule = new ClockUnsynchronised();

  private static TestEvidence clock(boolean synchronised, double offset) {
    return TestEvidence.healthy().both("clock", new ClockSync(synchronised, 16, offset));
  }

  @Test
  void warnsOnANode() {
    Finding finding = Found.only(rule, clock(false, 0).kubernetes("signs", List.of("kubelet")));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("nothing keeps the clock right", "Kubernetes node");
    assertThat(finding.evidence().get(0).text()).contains("STA_UNSYNC", "maximum error 16.0 s");
  }

  @Test
  void onlyRemarksElsewhere() {
    assertThat(Found.only(rule, clock(false, 0)).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void saysHowFarASynchronisedClockIsOff() {
    assertThat(Found.only(rule, clock(true, -1.5)).cause()).isEqualTo("the clock is off by 1.5 s");
  }

  @Test
  void isSilentWhenSynchronisedAndNearlyRight() {
    Found.silent(rule, clock(true, 0.9).kubernetes("signs", List.of("kubelet")));
  }

  @Test
  void isSilentWithoutAdjtimex() {
    Found.silentWithout(rule, clock(false, 0), "clock");
  }
}
