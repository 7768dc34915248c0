package io.kdiag.host.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLogReaderTest {
  @TempDir Path directory;

  @Test
  void readsARecordedRing() {
    KernelLog log = present(TestTrees.root("debian12-6.18-v1"));
    assertThat(log.from()).isEqualTo("/dev/kmsg");
    assertThat(log.lost()).isZero();
    assertThat(log.records())
        .extracting(KernelRecord::text)
        .anyMatch(text -> text.startsWith("oom-kill:constraint=CONSTRAINT_MEMCG"))
        .anyMatch(text -> text.startsWith("Memory cgroup out of memory: Killed process"));
    assertThat(present(TestTrees.root("debian12-6.1-v2")).records()).hasSizeGreaterThan(400);
  }

  @Test
  void takesTheBootTimeOfARecordingFromItsOwnFiles() throws IOException {
    write("proc/stat", "cpu  1 2 3 4\nbtime 1795203132\n");
    write("proc/uptime", "77.00 1.00\n");
    write("proc/sys/kernel/random/boot_id", "9c76791e-6346-484c-9a9f-20e60c88a27e\n");
    write("dev/kmsg", "6,1,2500000,-;x\n");
    KernelLog log = present(new HostRoot(directory));
    assertThat(log.bootId()).isEqualTo("9c76791e-6346-484c-9a9f-20e60c88a27e");
    assertThat(log.records().getFirst().time())
        .isEqualTo(Instant.ofEpochSecond(1795203134L, 500_000_000));
  }

  @Test
  void countsWhatWasOverwritten() throws IOException {
    write(
        "dev/kmsg",
        """
        6,10,1,-;a
        6,11,1,-;b
        6,20,1,-;c
         K=v
        6,22,1,-;d
        """);
    assertThat(present(new HostRoot(directory)).lost()).isEqualTo(9);
  }

  @Test
  void readsTheLogFileWhereThereIsNoDeviceAndOnlyThisBoots() throws IOException {
    write("proc/stat", "btime 1795203132\n");
    write(
        "var/log/kern.log",
        """
        2026-11-19T00:00:00Z n kernel: [ 9999.000000] before
        2026-11-20T19:32:12Z n kernel: [    0.000000] after
        """);
    KernelLog log = present(new HostRoot(directory));
    assertThat(log.from()).isEqualTo("/var/log/kern.log");
    assertThat(log.records()).extracting(KernelRecord::text).containsExactly("after");
  }

  @Test
  void isAbsentWhereThereIsNone() {
    assertThat(KernelLogReader.snapshot(new HostRoot(directory)))
        .isEqualTo(Reading.absent("/dev/kmsg"));
  }

  @Test
  void saysWhatIsWrongWithARecordingThatIsNone() throws IOException {
    write("dev/kmsg", "nonsense\n");
    assertThat(KernelLogReader.snapshot(new HostRoot(directory)))
        .isEqualTo(
            Reading.malformed(
                "/dev/kmsg", "/dev/kmsg:1: expected a line of a kernel log, found \"nonsense\""));
  }

  @Test
  void readsThisMachinesRing() {
    assumeTrue(canRead(), "/dev/kmsg may not be read here (CAP_SYSLOG)");
    KernelLog log = present(HostRoot.local());
    assertThat(log.records()).isSortedAccordingTo(Comparator.comparingLong(KernelRecord::sequence));
    assertThat(log.bootId()).hasSize(36);
  }

  @Test
  void followsThisMachinesRingToItsEndAndWaits() throws IOException {
    assumeTrue(canRead(), "/dev/kmsg may not be read here (CAP_SYSLOG)");
    long last = -1;
    String boot;
    try (KernelLogFollower follower = KernelLogFollower.open(HostRoot.local())) {
      boot = follower.bootId();
      KernelRecord record = follower.next(Duration.ZERO);
      while (record != null) {
        assertThat(record.sequence()).isGreaterThan(last);
        last = record.sequence();
        record = follower.next(Duration.ZERO);
      }
    }
    assumeTrue(last >= 0, "the ring is empty");
    try (KernelLogFollower follower = KernelLogFollower.openAfter(HostRoot.local(), boot, last)) {
      KernelRecord next = follower.next(Duration.ofMillis(1));
      assertThat(next == null || next.sequence() > last).isTrue();
      assertThat(follower.lost()).isZero();
    }
  }

  private static boolean canRead() {
    return KernelLogReader.snapshot(HostRoot.local())
            instanceof Reading.Present<KernelLog>(KernelLog log)
        && log.from().equals("/dev/kmsg");
  }

  private static KernelLog present(HostRoot root) {
    Reading<KernelLog> reading = KernelLogReader.snapshot(root);
    return reading.optional().orElseThrow(() -> new AssertionError(reading));
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }
}
