package io.kdiag.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.kernellog.KernelRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogScanTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final List<KernelRecord> records = new ArrayList<>();

  private LogScanTest at(long seconds, String text) {
    records.add(
        new KernelRecord(
            records.size(), 0, 4, seconds * 1_000_000, START.plusSeconds(seconds), text));
    return this;
  }

  private List<Occurrence> scan() {
    return LogScan.scan(Catalogue.load(), records);
  }

  @Test
  void countsTheTwoLinesOfAnOomKillOnceAndKeepsBothDetails() {
    at(
            0,
            "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/a,"
                + "task_memcg=/a/b,task=java,pid=12,uid=0")
        .at(0, "Memory cgroup out of memory: Killed process 12 (java) total-vm:1kB");
    assertThat(scan())
        .singleElement()
        .satisfies(
            oom -> {
              assertThat(oom.count()).isEqualTo(1);
              assertThat(oom.lines()).hasSize(2);
              assertThat(oom.details())
                  .containsEntry("task_memcg", "/a/b")
                  .containsEntry("constraint", "CONSTRAINT_MEMCG")
                  .containsEntry("process", "java");
            });
  }

  @Test
  void givesAnOomKillTheLimitThatTheKernelPrintedJustBefore() {
    String oom =
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/a,"
            + "task_memcg=/a/b,task=java,pid=%d,uid=0";
    at(0, "memory: usage 24576kB, limit 24576kB, failcnt 33")
        .at(0, oom.formatted(12))
        .at(1, oom.formatted(13).replace("/a/b", "/a/c"))
        .at(2, "memory: usage 1024kB, limit 1024kB, failcnt 1")
        .at(60, oom.formatted(14).replace("/a/b", "/a/d"));
    assertThat(scan())
        .extracting(occurrence -> occurrence.details().getOrDefault("limit", "unknown"))
        .containsExactly("24576", "unknown", "unknown");
  }

  @Test
  void takesALineThatTwoPatternsOfAProblemMatchForOne() {
    at(0, "EXT4-fs (sda1): Remounting filesystem read-only");
    assertThat(scan())
        .singleElement()
        .satisfies(problem -> assertThat(problem.details()).containsEntry("device", "sda1"));
  }

  @Test
  void foldsByDeviceAndCounts() {
    at(0, "I/O error, dev sda, sector 1 op 0x0:(READ)")
        .at(1, "I/O error, dev sdb, sector 2 op 0x0:(READ)")
        .at(2, "I/O error, dev sda, sector 3 op 0x0:(READ)");
    assertThat(scan()).extracting(Occurrence::count).containsExactly(2L, 1L);
  }

  @Test
  void clearsOnlyTheInterfaceThatCameBack() {
    at(0, "e1000: eth0 NIC Link is Down")
        .at(1, "e1000: eth1 NIC Link is Down")
        .at(2, "e1000: eth0 NIC Link is Up 1000 Mbps Full Duplex, Flow Control: None");
    assertThat(scan()).extracting(Occurrence::cleared).containsExactly(true, false);
  }

  @Test
  void isRaisedAgainAfterItWasCleared() {
    at(0, "e1000: eth0 NIC Link is Down")
        .at(1, "e1000: eth0 NIC Link is Up 1000 Mbps")
        .at(2, "e1000: eth0 NIC Link is Down");
    assertThat(scan()).extracting(Occurrence::cleared).containsExactly(false);
  }

  @Test
  void wantsSegfaultsInARow() {
    String line = "nginx[7]: segfault at 0 ip 0 sp 0 error 4";
    at(0, line).at(1000, line).at(2000, line);
    assertThat(scan()).isEmpty();
    at(2010, line).at(2020, line);
    assertThat(scan()).extracting(Occurrence::count).containsExactly(5L);
  }

  @Test
  void keepsTheFirstAndTheLatestLines() {
    for (int i = 0; i < 100; i++) {
      at(i, "I/O error, dev sda, sector " + i + " op 0x0:(READ)");
    }
    Occurrence occurrence = scan().getFirst();
    assertThat(occurrence.lines()).hasSize(Occurrence.LINES);
    assertThat(occurrence.lines().getFirst().text()).contains("sector 0 ");
    assertThat(occurrence.lines().getLast().text()).contains("sector 99 ");
    assertThat(occurrence.last()).isEqualTo(START.plusSeconds(99));
  }
}
