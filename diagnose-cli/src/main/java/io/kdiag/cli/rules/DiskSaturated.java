package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.DiskStat;
import io.kdiag.host.proc.PressureStall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A disk was at work all the time and what is asked of it waits long. A disk that works on many
 * requests at once may be busy all the time and fast: so requests must wait too, and tasks for them
 * where the kernel tells of pressure.
 */
final class DiskSaturated implements Rule {
  private static final double BUSY_PERCENT = 95;
  private static final double WAIT_SECONDS = 0.05;
  private static final double QUEUED_WAIT_SECONDS = 0.02;
  private static final double QUEUE = 8;
  private static final double PRESSURE_AVG10 = 20;
  private static final double PRESSURE_AVG60 = 10;

  /** What one disk did in the window. */
  private record Work(
      DiskStat disk,
      double busyPercent,
      long operations,
      double waitSeconds,
      double queue,
      double bytesPerSecond) {

    /** Nothing was finished though something was asked for. */
    boolean stuck() {
      return operations == 0 && disk.inProgress() > 0;
    }

    boolean saturated() {
      boolean slow =
          waitSeconds > WAIT_SECONDS || (queue > QUEUE && waitSeconds > QUEUED_WAIT_SECONDS);
      return busyPercent > BUSY_PERCENT && (stuck() || slow);
    }
  }

  @Override
  public String code() {
    return "DiskSaturated";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("UninterruptibleTasks");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    Map<String, DiskStat> before = new HashMap<>();
    for (DiskStat disk : Seen.list(host.first().disks())) {
      before.put(disk.device(), disk);
    }
    List<Finding> findings = new ArrayList<>();
    for (DiskStat last : Seen.list(host.last().disks())) {
      DiskStat first = before.get(last.device());
      if (first != null && isDisk(last.device(), before)) {
        Work work = work(host, first, last);
        if (work.saturated() && (work.stuck() || tasksWait(host))) {
          findings.add(finding(host, work));
        }
      }
    }
    return findings;
  }

  /** Whole disks: what lies on them (partitions, volumes, loops) shows the same once more. */
  private static boolean isDisk(String device, Map<String, DiskStat> all) {
    for (String prefix : new String[] {"loop", "ram", "zram", "sr", "fd", "dm-", "md"}) {
      if (device.startsWith(prefix)) {
        return false;
      }
    }
    for (int end = device.length() - 1; end > 1; end--) {
      if (all.containsKey(device.substring(0, end))) {
        return false;
      }
    }
    return true;
  }

  private static Work work(HostEvidence host, DiskStat first, DiskStat last) {
    long operations =
        Rates.grown(first.reads(), last.reads()) + Rates.grown(first.writes(), last.writes());
    double waited =
        Rates.grown(
            first.readSeconds() + first.writeSeconds(), last.readSeconds() + last.writeSeconds());
    long bytes =
        Rates.grown(first.readBytes(), last.readBytes())
            + Rates.grown(first.writtenBytes(), last.writtenBytes());
    return new Work(
        last,
        100 * Rates.perSecond(host, Rates.grown(first.ioSeconds(), last.ioSeconds())),
        operations,
        operations == 0 ? 0 : waited / operations,
        Rates.perSecond(host, Rates.grown(first.weightedIoSeconds(), last.weightedIoSeconds())),
        Rates.perSecond(host, (double) bytes));
  }

  /** Whether the kernel says that tasks wait for disks; yes where it cannot tell. */
  private static boolean tasksWait(HostEvidence host) {
    PressureStall pressure = Seen.value(host.last().ioPressure());
    return pressure == null
        || (pressure.some().avg10() > PRESSURE_AVG10 && pressure.some().avg60() > PRESSURE_AVG60);
  }

  private static Finding finding(HostEvidence host, Work work) {
    String device = work.disk().device();
    String did =
        work.stuck()
            ? "no request was finished in "
                + Quantities.seconds(Rates.window(host))
                + ", "
                + work.disk().inProgress()
                + " are under way"
            : "each request takes "
                + Quantities.seconds(work.waitSeconds())
                + ", "
                + Quantities.decimal(work.queue())
                + " wait or are served at a time, "
                + Quantities.bytes((long) work.bytesPerSecond())
                + "/s";
    Finding.Builder finding =
        Finding.of(
                "DiskSaturated",
                work.stuck() ? Severity.CRITICAL : Severity.WARNING,
                "disk/" + device,
                "disk "
                    + device
                    + (work.stuck() ? " is stuck: " : " cannot keep up: busy all the time, ")
                    + did)
            .evidence(
                host.last().time(),
                "/proc/diskstats",
                device
                    + " busy "
                    + Quantities.percent(Math.min(100, work.busyPercent()))
                    + ", "
                    + did);
    PressureStall pressure = Seen.value(host.last().ioPressure());
    if (pressure != null) {
      finding.evidence(
          host.last().time(),
          "/proc/pressure/io",
          "some avg10=" + Quantities.hundredths(pressure.some().avg10()));
    }
    return finding
        .look("Watch it", "iostat -xz 2 5 " + device)
        .look("See who reads and writes", "iotop -obn 3")
        .look("Ask the disk how it is", "smartctl -a /dev/" + device)
        .build();
  }
}
