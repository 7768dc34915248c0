package io.kdiag.detector.look;

import io.kdiag.host.HostRoot;
import io.kdiag.host.proc.ConntrackReader;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.PidLimitsReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks how near the kernel's tables are to their ends: problems {@code ConntrackFull} (from 90 %
 * on, as node-problem-detector has it), {@code ApproachingKernelPidMax} (70 %) and {@code
 * ApproachingMaxOpenFiles} (80 %). A kernel that does not track connections has no such problem.
 */
public record Limits(HostRoot root) implements Probe {
  private static final Level CONNTRACK = new Level(90, 80);
  private static final Level PIDS = new Level(70, 65);
  private static final Level FILES = new Level(80, 75);

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public List<Judgement> look(Instant now) {
    List<Judgement> judgements = new ArrayList<>();
    ConntrackReader.read(root)
        .optional()
        .ifPresent(
            table ->
                judgements.add(
                    CONNTRACK.judge(
                        "ConntrackFull",
                        now,
                        table.entries(),
                        table.limit(),
                        "/proc/sys/net/netfilter/nf_conntrack_count",
                        "connections")));
    PidLimitsReader.read(root)
        .optional()
        .ifPresent(
            pids ->
                judgements.add(
                    PIDS.judge(
                        "ApproachingKernelPidMax",
                        now,
                        pids.tasks(),
                        Math.min(pids.pidMax(), pids.threadsMax()),
                        "/proc/loadavg",
                        "process ids")));
    root.read("/proc/sys/fs/file-nr", FileHandles::parse)
        .optional()
        .ifPresent(
            files ->
                judgements.add(
                    FILES.judge(
                        "ApproachingMaxOpenFiles",
                        now,
                        files.allocated(),
                        files.limit(),
                        "/proc/sys/fs/file-nr",
                        "open files")));
    return judgements;
  }
}
