package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Vmstat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwappingTest {
  private final Swapping rule = new Swapping();

  private static TestEvidence swapped(long in, long out) {
    return TestEvidence.healthy()
        .first("vmstat", new Vmstat(Map.of("pswpin", 1_000_000L, "pswpout", 2_000_000L)))
        .last("vmstat", new Vmstat(Map.of("pswpin", 1_000_000 + in, "pswpout", 2_000_000 + out)));
  }

  @Test
  void warnsWhenPagesGoToAndFro() {
    Finding finding =
        Found.only(
            rule,
            swapped(30_000, 45_000)
                .last("processes", List.of(Machines.process(9, "java", 'S', 1, Machines.GIB))));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("3000 pages/s in and 4500 pages/s out over 10.0 s");
    assertThat(finding.evidence().toString()).contains("java (pid 9) 1.0 GiB");
  }

  @Test
  void isSilentWhenPagesOnlyLeave() {
    Found.silent(rule, swapped(100, 45_000));
  }

  @Test
  void isSilentWhenLittleMoves() {
    Found.silent(rule, swapped(5000, 5000));
    Found.silent(rule, swapped(0, 0));
  }

  @Test
  void isSilentWithoutVmstat() {
    Found.silentWithout(rule, swapped(30_000, 45_000), "vmstat");
    Found.silent(rule, swapped(30_000, 45_000).first("vmstat", new Vmstat(Map.of())));
  }
}
