package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.PidLimits;
import io.kdiag.host.proc.ProcessStat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PidsNearlyExhaustedTest {
  private final PidsNearlyExhausted rule = new PidsNearlyExhausted();

  private static TestEvidence tasks(long tasks, long pidMax, long threadsMax) {
    return TestEvidence.healthy().both("pids", new PidLimits(tasks, pidMax, threadsMax));
  }

  @Test
  void isCriticalNearTheEndAndNamesWhoHasMostThreads() {
    ProcessStat java = TestEvidence.with(Machines.inCart(9, "java", 1, 1), "threads", 30_000);
    Finding finding =
        Found.only(
            rule,
            tasks(32_000, 32_768, 100_000)
                .host("containers", List.of(Machines.cart()))
                .last("processes", List.of(java)));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .isEqualTo(
            "the machine can start nothing more: 32,000 of 32,768 (97.7 %) processes and threads"
                + " exist");
    assertThat(finding.evidence().toString())
        .contains("kernel.pid_max", "java (pid 9, container app of pod shop/cart-0) 30,000");
  }

  @Test
  void warnsAboveEightyPercentOfTheSmallerLimit() {
    Finding finding = Found.only(rule, tasks(8100, 4_194_304, 10_000));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.evidence().toString()).contains("kernel.threads-max");
  }

  @Test
  void isSilentUpToEightyPercent() {
    Found.silent(rule, tasks(8000, 10_000, 10_000));
  }

  @Test
  void isSilentWithoutLimits() {
    Found.silentWithout(rule, tasks(10_000, 10_000, 10_000), "pids");
  }
}
