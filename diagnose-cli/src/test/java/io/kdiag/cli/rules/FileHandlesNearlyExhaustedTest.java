package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FileHandles;
import org.junit.jupiter.api.Test;

class FileHandlesNearlyExhaustedTest {
  private final FileHandlesNearlyExhausted rule = new FileHandlesNearlyExhausted();

  private static TestEvidence handles(long allocated, long limit) {
    return TestEvidence.healthy().both("fileHandles", new FileHandles(allocated, limit));
  }

  @Test
  void isCriticalWhenNextToNoneIsLeft() {
    Finding finding = Found.only(rule, handles(99_000, 100_000));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause())
        .isEqualTo(
            "the machine can open no more files: 99,000 of 100,000 (99.0 %) file handles are in"
                + " use");
  }

  @Test
  void warnsAboveNinetyPercent() {
    assertThat(Found.only(rule, handles(90_001, 100_000)).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void isSilentUpToNinetyPercentAndWithoutALimit() {
    Found.silent(rule, handles(90_000, 100_000));
    Found.silent(rule, handles(90_000, Long.MAX_VALUE));
  }

  @Test
  void isSilentWithoutHandles() {
    Found.silentWithout(rule, handles(100, 100), "fileHandles");
  }
}
