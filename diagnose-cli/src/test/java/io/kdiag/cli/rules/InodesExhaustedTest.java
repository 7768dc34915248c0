package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.GIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FilesystemSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class InodesExhaustedTest {
  private final InodesExhausted rule = new InodesExhausted();

  private static TestEvidence inodes(long all, long free) {
    return TestEvidence.healthy()
        .both(
            "filesystems",
            List.of(
                new FilesystemSpace(
                    Machines.mount("/var", "ext4", "rw", "rw"),
                    20 * GIB,
                    5 * GIB,
                    4 * GIB,
                    all,
                    free)));
  }

  @Test
  void isCriticalWhenNoneIsLeft() {
    Finding finding = Found.only(rule, inodes(65_536, 0));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("filesystem//var");
    assertThat(finding.cause())
        .isEqualTo(
            "file system /var can hold no more files: 0 of 65,536 inodes left, though 4.0 GiB of"
                + " space are free");
  }

  @Test
  void warnsBelowFivePercent() {
    assertThat(Found.only(rule, inodes(10_000, 499)).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void isSilentFromFivePercentOnAndWhereThereIsNoFixedNumber() {
    Found.silent(rule, inodes(10_000, 500));
    Found.silent(rule, inodes(0, 0));
  }

  @Test
  void isSilentWithoutFilesystems() {
    Found.silentWithout(rule, inodes(100, 0), "filesystems");
  }
}
