package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.Machines.GIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FilesystemSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilesystemReadOnlyTest {
  private final FilesystemReadOnly rule = new FilesystemReadOnly();

  private static TestEvidence mounted(String type, String options, String superOptions) {
    return TestEvidence.healthy()
        .both(
            "filesystems",
            List.of(
                new FilesystemSpace(
                    Machines.mount("/var", type, options, superOptions),
                    20 * GIB,
                    5 * GIB,
                    4 * GIB,
                    1000,
                    900)));
  }

  private static Occurrence error(String device) {
    return new Occurrence(
        "Ext4Error",
        Map.of("device", device),
        1,
        TestEvidence.NOW.minusSeconds(60),
        TestEvidence.NOW.minusSeconds(60),
        false,
        List.of(
            new Occurrence.Line(
                TestEvidence.NOW.minusSeconds(60),
                "EXT4-fs error (device " + device + "): ext4_lookup:1: bad inode")));
  }

  @Test
  void isCertainWhenTheKernelLogHoldsTheError() {
    Finding finding =
        Found.only(
            rule,
            mounted("ext4", "rw,relatime", "ro,errors=remount-ro")
                .host("problems", List.of(error("sdb1"))));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.object()).isEqualTo("filesystem//var");
    assertThat(finding.cause())
        .isEqualTo(
            "file system /var (/dev/sdb1) is read-only after an error: nothing can be written to"
                + " it");
    assertThat(finding.since()).isEqualTo(TestEvidence.NOW.minusSeconds(60));
    assertThat(finding.evidence().toString()).contains("bad inode");
  }

  @Test
  void isLikelyWhenTheMountIsWritableAndItsSuperBlockIsNot() {
    Finding finding = Found.only(rule, mounted("btrfs", "rw,relatime", "ro,space_cache"));
    assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void isPossibleWhenBothAreReadOnlyAndErrorsWouldDoThat() {
    Finding finding = Found.only(rule, mounted("ext4", "ro", "ro,errors=remount-ro"));
    assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void isSilentAboutWhatWasMountedReadOnly() {
    Found.silent(rule, mounted("ext4", "ro,relatime", "ro"));
    Found.silent(rule, mounted("vfat", "ro", "ro,errors=remount-ro"));
    Found.silent(rule, mounted("squashfs", "rw", "ro"));
    Found.silent(rule, mounted("iso9660", "ro", "ro"));
  }

  @Test
  void isSilentAboutAReadOnlyBindOfAWritableFilesystem() {
    Found.silent(rule, mounted("ext4", "ro,relatime", "rw"));
  }

  @Test
  void isSilentWhenItIsWritableAgainOrTheErrorWasAnotherDevices() {
    Found.silent(rule, mounted("ext4", "rw", "rw").host("problems", List.of(error("sdb1"))));
    Found.silent(
        rule, mounted("ext4", "ro,relatime", "ro").host("problems", List.of(error("sda1"))));
  }

  @Test
  void isSilentWithoutFilesystems() {
    Found.silentWithout(rule, mounted("ext4", "rw", "ro"), "filesystems");
  }
}
