package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.DiskStat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskSaturatedTest {
  private final DiskSaturated rule = new DiskSaturated();

  private static DiskStat at(
      String device, long writes, double writeSeconds, long inProgress, double ioSeconds) {
    return new DiskStat(
        device, 0, 0, 0, writes, writes * 4096, writeSeconds, inProgress, ioSeconds, writeSeconds);
  }

  /** A disk that was busy for {@code busy} of ten seconds with {@code writes} that took so long. */
  private static TestEvidence disk(
      String device, double busy, long writes, double writeSeconds, long inProgress) {
    return TestEvidence.healthy()
        .last("ioPressure", Machines.pressure(70, 50, 60, 40))
        .first("disks", List.of(at(device, 1000, 500, 0, 400)))
        .last(
            "disks",
            List.of(at(device, 1000 + writes, 500 + writeSeconds, inProgress, 400 + busy)));
  }

  @Test
  void warnsWhenADiskIsBusyAndRequestsWait() {
    Finding finding = Found.only(rule, disk("sda", 10, 500, 100, 4));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("disk/sda");
    assertThat(finding.cause())
        .isEqualTo(
            "disk sda cannot keep up: busy all the time, each request takes 200 ms, 10.0 wait or"
                + " are served at a time, 200 KiB/s");
  }

  @Test
  void isCriticalWhenNothingIsFinishedAtAll() {
    Finding finding =
        Found.only(
            rule, disk("sda", 10, 0, 0, 3).last("ioPressure", Machines.pressure(0, 0, 0, 0)));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause())
        .isEqualTo("disk sda is stuck: no request was finished in 10.0 s, 3 are under way");
  }

  @Test
  void isSilentAboutABusyDiskThatAnswersFast() {
    Found.silent(rule, disk("nvme0n1", 10, 100_000, 1000, 30));
  }

  @Test
  void isSilentAboutADiskThatRests() {
    Found.silent(rule, disk("sda", 9.4, 500, 100, 4));
    Found.silent(rule, disk("sda", 0, 0, 0, 0));
  }

  @Test
  void isSilentWhenNoTaskWaitsForIt() {
    TestEvidence evidence = disk("sda", 10, 500, 100, 4);
    Found.silent(rule, evidence.last("ioPressure", Machines.pressure(10, 10, 0, 0)));
    Found.only(rule, evidence.last("ioPressure", Reading.absent("/proc/pressure/io")));
  }

  @Test
  void isSilentAboutLoopsAndVolumesThatLieOnDisks() {
    Found.silent(rule, disk("loop0", 10, 500, 100, 4));
    Found.silent(rule, disk("dm-0", 10, 500, 100, 4));
  }

  @Test
  void saysADiskOnceThoughItsPartitionShowsTheSame() {
    TestEvidence evidence =
        disk("sda", 10, 500, 100, 4)
            .first("disks", List.of(at("sda", 0, 0, 0, 0), at("sda1", 0, 0, 0, 0)))
            .last("disks", List.of(at("sda", 500, 100, 4, 10), at("sda1", 500, 100, 4, 10)));
    assertThat(Found.only(rule, evidence).object()).isEqualTo("disk/sda");
  }

  @Test
  void isSilentWithoutDisks() {
    Found.silentWithout(rule, disk("sda", 10, 500, 100, 4), "disks");
  }
}
