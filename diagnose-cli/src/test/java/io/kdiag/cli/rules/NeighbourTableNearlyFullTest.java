package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.NeighbourTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourTableNearlyFullTest {
  private final NeighbourTableNearlyFull rule = new NeighbourTableNearlyFull();

  private static TestEvidence table(long entries, long refused) {
    return TestEvidence.healthy()
        .first("neighbours", List.of(new NeighbourTable("arp", entries, 1024, 5)))
        .last("neighbours", List.of(new NeighbourTable("arp", entries, 1024, 5 + refused)));
  }

  @Test
  void isCriticalWhenEntriesAreRefused() {
    Finding finding = Found.only(rule, table(1000, 7));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .isEqualTo(
            "the arp neighbour table is full: 1000 of 1024 entries (97.7 %), new neighbours cannot"
                + " be reached, 7 refused in this window");
  }

  @Test
  void warnsAboveNinetyPercent() {
    Finding finding = Found.only(rule, table(922, 0));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.cause()).contains("nearly full");
  }

  @Test
  void isSilentUpToNinetyPercentWhateverWasRefusedSinceBoot() {
    Found.silent(rule, table(921, 0));
    Found.silent(rule, table(3, 0));
  }

  @Test
  void isSilentWithoutTables() {
    Found.silentWithout(rule, table(1024, 9), "neighbours");
  }
}
