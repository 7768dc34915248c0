package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.GIB;
import static io.kdiag.cli.rules.Machines.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.Mount;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilesystemFullTest {
  private final FilesystemFull rule = new FilesystemFull();

  private static TestEvidence with(FilesystemSpace... spaces) {
    return TestEvidence.healthy().both("filesystems", List.of(spaces));
  }

  private static FilesystemSpace at(Mount mount, long available) {
    return new FilesystemSpace(mount, 20 * GIB, available, available, 0, 0);
  }

  @Test
  void isCriticalWhenNextToNothingIsLeft() {
    Finding finding = Found.only(rule, with(Machines.ext4("/var", 20 * GIB, 270 * MIB, 270 * MIB)));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.object()).isEqualTo("filesystem//var");
    assertThat(finding.cause())
        .isEqualTo("file system /var is full: 98.7 % of 20.0 GiB used, 270 MiB left for users");
  }

  @Test
  void isCriticalWhenOnlyRootHasSomeLeft() {
    Finding finding = Found.only(rule, with(Machines.ext4("/var", 20 * GIB, GIB, 0)));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause()).contains("100.0 %", "0 B left for users");
    assertThat(finding.evidence().get(0).text()).contains("1.0 GiB free for root");
  }

  @Test
  void warnsBelowFivePercent() {
    Finding finding = Found.only(rule, with(Machines.ext4("/", 20 * GIB, 900 * MIB, 900 * MIB)));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.cause()).contains("nearly full", "95.6 %", "900 MiB left");
  }

  @Test
  void isSilentFromFivePercentOn() {
    Found.silent(rule, with(Machines.ext4("/", 20 * GIB, GIB, GIB)));
  }

  @Test
  void isSilentAboutAFewPercentThatAreMuchSpace() {
    Found.silent(rule, with(Machines.ext4("/data", 10_000 * GIB, 100 * GIB, 100 * GIB)));
  }

  @Test
  void isSilentAboutImagesAndWhatIsMountedReadOnly() {
    Found.silent(
        rule,
        with(
            at(Machines.mount("/snap/core", "squashfs", "ro", "ro"), 0),
            at(Machines.mount("/media", "iso9660", "rw", "rw"), 0),
            at(Machines.mount("/usr", "ext4", "ro,relatime", "ro"), 0),
            at(Machines.mount("/run/overlay", "overlay", "rw", "rw"), 0)));
  }

  @Test
  void saysOnceWhatIsMountedTwice() {
    FilesystemSpace full = Machines.ext4("/var", 20 * GIB, 0, 0);
    FilesystemSpace again = Machines.ext4("/var/lib/kubelet", 20 * GIB, 0, 0);
    assertThat(Found.only(rule, with(full, again)).object()).isEqualTo("filesystem//var");
  }

  @Test
  void isSilentWithoutFilesystems() {
    Found.silentWithout(rule, with(Machines.ext4("/var", 20 * GIB, 0, 0)), "filesystems");
  }
}
