package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import org.junit.jupiter.api.Test;

class CpuStealTest {
  private final CpuSteal rule = new CpuSteal();

  /** {@code steal} of twenty seconds withheld. */
  private static TestEvidence stolen(double steal) {
    return TestEvidence.healthy()
        .first("cpu", Machines.cpu(100, 50, 1000, 0, 500))
        .last("cpu", Machines.cpu(105, 50, 1015 - steal, 0, 500 + steal));
  }

  @Test
  void warnsAboveTenPercent() {
    Finding finding = Found.only(rule, stolen(4));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("withheld 20.0 %", "10.0 s");
  }

  @Test
  void isCriticalAboveThirtyPercent() {
    assertThat(Found.only(rule, stolen(8)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void isSilentBelowTenPercentWhateverWasStolenSinceBoot() {
    Found.silent(rule, stolen(1.9));
    Found.silent(rule, stolen(0));
  }

  @Test
  void isSilentWithoutTimes() {
    Found.silentWithout(rule, stolen(8), "cpu");
  }
}
