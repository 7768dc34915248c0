package io.kdiag.cli.evidence;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.Evidence.SourceTiming;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.Occurrence;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupId;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.proc.ProcessStat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Evidence with something in every corner. */
public final class EvidenceSamples {
  private EvidenceSamples() {}

  public static Evidence rich() {
    Instant now = TestEvidence.NOW;
    Evidence evidence =
        TestEvidence.healthy()
            .both("processes", List.of(zombie()))
            .both("cgroups", List.of(cgroup()))
            .both("cpuPressure", Reading.absent("/proc/pressure/cpu"))
            .both("vmstat", Reading.malformed("/proc/vmstat", "/proc/vmstat:1: expected a number"))
            .host("problems", Reading.present(List.of(kill(now))))
            .host("containers", Reading.present(List.of(crashing(now))))
            .build();
    return new Evidence(
        "test",
        now,
        evidence.host(),
        null,
        List.of(new NotChecked("kernel log", "permission denied", "sudo")),
        List.of(new SourceTiming("first sample", Duration.ofMillis(12))));
  }

  private static ProcessStat zombie() {
    return new ProcessStat(42, 1, "java", 'Z', 1, 0.1, 4096, 3.25, "/a", "<b>\u001b[31mjava");
  }

  private static CgroupUsage cgroup() {
    return new CgroupUsage(
        new CgroupId("/kubepods/pod1/c1", "pod1", "c1", null),
        Reading.present(new CgroupUsage.Cpu(1.5, 10, 3, 0.25, 0.5)),
        Reading.present(new CgroupUsage.Memory(1, 1, null, 2L, null)),
        Reading.unreadable("/sys/fs/cgroup/pids", "permission denied"),
        Reading.absent("cpu.pressure"),
        Reading.absent("memory.pressure"),
        Reading.absent("io.pressure"));
  }

  private static Occurrence kill(Instant now) {
    return new Occurrence(
        "OOMKilling",
        Map.of("process", "java", "pid", "42"),
        2,
        now.minusSeconds(60),
        now.minusNanos(123_456_789),
        false,
        List.of(new Occurrence.Line(now.minusSeconds(60), "Killed process 42 (java)")));
  }

  private static ContainerState crashing(Instant now) {
    ContainerLog log =
        new ContainerLog(
            "shop", "cart-0", "uid", "app", 7, null, List.of("/var/log/pods/a/7.log"), now);
    LogGroup error = new LogGroup("panic: no", 3, now.minusSeconds(9), now);
    return new ContainerState(log, List.of(now.minusSeconds(5)), false, List.of(error));
  }
}
