package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.GIB;
import static io.kdiag.cli.rules.Machines.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.Meminfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryNearlyExhaustedTest {
  private final MemoryNearlyExhausted rule = new MemoryNearlyExhausted();

  private static TestEvidence available(long total, long available) {
    return TestEvidence.healthy()
        .last("memory", new Meminfo(total, available / 2, available, 0, 0, Map.of()));
  }

  @Test
  void warnsBelowTenPercentAndNamesWhoHoldsTheMemory() {
    Finding finding =
        Found.only(
            rule,
            available(8 * GIB, 600 * MIB)
                .host("containers", List.of(Machines.cart()))
                .last("processes", List.of(Machines.inCart(9, "java", 1, 5 * GIB))));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .contains("600 MiB of 8.0 GiB available (7.3 %)")
        .contains("java (pid 9, container app of pod shop/cart-0) 5.0 GiB");
  }

  @Test
  void isCriticalBelowFivePercent() {
    Finding finding = Found.only(rule, available(8 * GIB, 300 * MIB));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.notChecked()).containsExactly("which processes hold the memory");
  }

  @Test
  void isSilentFromTenPercentOn() {
    Found.silent(rule, available(10 * GIB, GIB));
  }

  @Test
  void isSilentAboutAFewPercentThatAreMuchMemory() {
    Found.silent(rule, available(512 * GIB, 20 * GIB));
    assertThat(Found.only(rule, available(512 * GIB, 3 * GIB)).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void explainsKillsOfTheMachineOnly() {
    Finding finding = Found.only(rule, available(8 * GIB, 300 * MIB));
    assertThat(rule.explains(finding)).contains("OutOfMemoryKills@node/k8s-node-1");
  }

  @Test
  void isSilentWithoutMeminfo() {
    Found.silentWithout(rule, available(8 * GIB, 300 * MIB), "memory");
  }
}
