package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.host.HostSample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import io.kdiag.host.proc.InotifyUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sample does not hold though it should: everything that could not be read or understood,
 * and what this kernel does not offer where a diagnosis would want it. Gaps with the same reason
 * are one entry.
 */
final class SampleGaps {
  static final String AS_ROOT = "run it as root: sudo kdiag node --local";

  /** Gaps by reason: what is missing, joined by commas. */
  private final Map<Reason, List<String>> gaps = new LinkedHashMap<>();

  private record Reason(String why, String grant) {}

  private SampleGaps() {}

  static List<NotChecked> of(HostSample sample) {
    SampleGaps gaps = new SampleGaps();
    gaps.machine(sample);
    gaps.network(sample);
    gaps.limits(sample);
    gaps.pressure(sample);
    gaps.cgroups(sample.cgroups());
    return gaps.entries();
  }

  private void machine(HostSample sample) {
    look("processor time", sample.cpu());
    look("load", sample.load());
    look("memory", sample.memory());
    look("paging and OOM counters", sample.vmstat());
    look("disks", sample.disks());
    look("file systems", sample.filesystems());
    look("processes", sample.processes());
    look("clock synchronisation", sample.clock());
    look("kernel taint", sample.taint());
    look("kernel command line", sample.commandLine());
    look("sysctls", sample.sysctls());
  }

  private void network(HostSample sample) {
    look("network devices", sample.networkDevices());
    look("protocol counters", sample.protocols());
    look("sockets", sample.sockets());
    look("connection tracking", sample.conntrack());
    look("neighbour tables", sample.neighbours());
    look("routes", sample.routes());
  }

  private void limits(HostSample sample) {
    look("file handles", sample.fileHandles());
    look("process ids", sample.pids());
    look("inotify", sample.inotify());
    if (sample.inotify() instanceof Reading.Present<InotifyUse>(InotifyUse inotify)
        && inotify.processesUnread() > 0) {
      String what = "inotify instances of " + inotify.processesUnread() + " processes";
      note(what, "permission denied", AS_ROOT);
    }
  }

  private void pressure(HostSample sample) {
    String why = "this kernel has no pressure figures (PSI)";
    String grant = "boot it with psi=1, on a kernel built with CONFIG_PSI";
    if (sample.cpuPressure() instanceof Reading.Absent) {
      note("pressure of processor, memory and I/O", why, grant);
    }
    look("processor pressure", sample.cpuPressure());
    look("memory pressure", sample.memoryPressure());
    look("I/O pressure", sample.ioPressure());
  }

  private void cgroups(Reading<List<CgroupUsage>> reading) {
    look("cgroups", reading);
    if (reading instanceof Reading.Present<List<CgroupUsage>>(List<CgroupUsage> cgroups)) {
      Map<Reason, Integer> counts = new LinkedHashMap<>();
      for (CgroupUsage cgroup : cgroups) {
        count(counts, cgroup.cpu());
        count(counts, cgroup.memory());
        count(counts, cgroup.tasks());
      }
      for (Map.Entry<Reason, Integer> entry : counts.entrySet()) {
        String what = entry.getValue() + " figures of cgroups";
        note(what, entry.getKey().why(), entry.getKey().grant());
      }
    }
  }

  private static void count(Map<Reason, Integer> counts, Reading<?> reading) {
    switch (reading) {
      case Reading.Unreadable<?>(String _, String reason) ->
          counts.merge(new Reason(reason, grant(reason)), 1, Integer::sum);
      case Reading.Malformed<?>(String _, String problem) ->
          counts.merge(new Reason(problem, ""), 1, Integer::sum);
      case Reading.Present<?> _, Reading.Absent<?> _ -> {}
    }
  }

  private void look(String what, Reading<?> reading) {
    switch (reading) {
      case Reading.Unreadable<?>(String source, String reason) ->
          note(what + " (" + source + ")", reason, grant(reason));
      case Reading.Malformed<?>(String _, String problem) ->
          note(what, "not understood: " + problem, "report it with `kdiag capture --local`");
      case Reading.Present<?> _, Reading.Absent<?> _ -> {}
    }
  }

  /** How to make readable what was refused for {@code reason}. */
  static String grant(String reason) {
    boolean refused =
        reason.contains("ermission denied") || reason.contains("peration not permitted");
    return refused ? AS_ROOT : "";
  }

  private void note(String what, String why, String grant) {
    gaps.computeIfAbsent(new Reason(why, grant), _ -> new ArrayList<>()).add(what);
  }

  private List<NotChecked> entries() {
    List<NotChecked> entries = new ArrayList<>();
    for (Map.Entry<Reason, List<String>> gap : gaps.entrySet()) {
      Reason reason = gap.getKey();
      entries.add(new NotChecked(String.join(", ", gap.getValue()), reason.why(), reason.grant()));
    }
    return entries;
  }
}
