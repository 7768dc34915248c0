package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.GIB;
import static io.kdiag.cli.rules.Machines.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilesystemFillingTest {
  private final FilesystemFilling rule = new FilesystemFilling();

  private static TestEvidence filling(long size, long free, long grown) {
    return TestEvidence.healthy()
        .first("filesystems", List.of(Machines.ext4("/var", size, free + grown, free + grown)))
        .last("filesystems", List.of(Machines.ext4("/var", size, free, free)));
  }

  @Test
  void warnsWhenItIsAMatterOfAnHour() {
    Finding finding = Found.only(rule, filling(100 * GIB, 20 * GIB, 200 * MIB));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(finding.object()).isEqualTo("filesystem//var");
    assertThat(finding.cause())
        .isEqualTo(
            "file system /var fills by 20.0 MiB/s: 20.0 GiB are left (80.0 % used), enough for"
                + " 17.1 min if this goes on");
  }

  @Test
  void onlyRemarksWhenItIsAMatterOfADay() {
    Finding finding = Found.only(rule, filling(100 * GIB, 30 * GIB, 15 * MIB));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.cause()).contains("enough for 5.7 h");
  }

  @Test
  void measuresSmallFilesystemsByTheirSize() {
    assertThat(Found.only(rule, filling(64 * MIB, 20 * MIB, 2 * MIB)).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void isSilentWhenItWouldLastLongerOrIsFarFromFull() {
    Found.silent(rule, filling(1000 * GIB, 300 * GIB, 15 * MIB));
    Found.silent(rule, filling(100 * GIB, 41 * GIB, 200 * MIB));
  }

  @Test
  void isSilentAboutATrickleThatTheWindowCannotJudge() {
    Found.silent(rule, filling(100 * GIB, 30 * GIB, 9 * MIB));
    Found.silent(rule, filling(16 * MIB, 5 * MIB, MIB - 1));
  }

  @Test
  void isSilentWhenItShrinksOrIsFullAlready() {
    Found.silent(rule, filling(100 * GIB, 30 * GIB, -200 * MIB));
    Found.silent(rule, filling(100 * GIB, GIB, 200 * MIB));
  }

  @Test
  void isSilentWithoutFilesystems() {
    Found.silentWithout(rule, filling(100 * GIB, 20 * GIB, 200 * MIB), "filesystems");
  }
}
