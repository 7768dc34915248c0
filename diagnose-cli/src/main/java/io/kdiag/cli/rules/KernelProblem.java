package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.DetailText;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Problem;
import io.kdiag.detector.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whatever of the catalogue's problems the kernel log shows and is not over: one finding for each,
 * under the catalogue's code. OOM kills have a rule of their own.
 */
final class KernelProblem implements Rule {
  private static final String OOM_KILL = "OOMKilling";

  /** Times of the log and of the boot are taken from two clocks. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private static final Set<String> STUCK =
      Set.of("TaskHung", "UninterruptibleTasks", "SoftLockup", "RcuStall");
  private static final Set<String> BAD_DISK =
      Set.of(
          "IOError",
          "Ext4Error",
          "Ext4Warning",
          "Ext4JournalAbort",
          "XfsHasShutdown",
          "XfsError",
          "BtrfsError",
          "FilesystemIsReadOnly",
          "FilesystemReadOnly",
          "TaskHung",
          "UninterruptibleTasks",
          "DiskSaturated");
  private static final Set<String> BAD_FILESYSTEM =
      Set.of("FilesystemIsReadOnly", "FilesystemReadOnly");
  private static final Map<String, Set<String>> EXPLAINS =
      Map.ofEntries(
          Map.entry("KernelOops", STUCK),
          Map.entry("KernelPanic", STUCK),
          Map.entry("MachineCheck", STUCK),
          Map.entry("HardLockup", STUCK),
          Map.entry("IOError", without(BAD_DISK, "IOError")),
          Map.entry("MediumError", BAD_DISK),
          Map.entry("NvmeTimeout", BAD_DISK),
          Map.entry("DiskReset", BAD_DISK),
          Map.entry(
              "Ext4Error",
              Set.of("FilesystemIsReadOnly", "FilesystemReadOnly", "Ext4JournalAbort")),
          Map.entry("Ext4JournalAbort", BAD_FILESYSTEM),
          Map.entry("XfsHasShutdown", BAD_FILESYSTEM),
          Map.entry("BtrfsError", BAD_FILESYSTEM),
          Map.entry("FilesystemIsReadOnly", Set.of("FilesystemReadOnly")));

  private final Map<String, Problem> catalogue = new HashMap<>();

  KernelProblem(List<Problem> problems) {
    for (Problem problem : problems) {
      catalogue.put(problem.code(), problem);
    }
  }

  @Override
  public String code() {
    return "KernelProblem";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return EXPLAINS.getOrDefault(cause.code(), Set.of());
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    return findings(evidence, true);
  }

  @Override
  public List<Finding> history(Evidence evidence) {
    return findings(evidence, false);
  }

  private List<Finding> findings(Evidence evidence, boolean active) {
    List<Finding> findings = new ArrayList<>();
    for (Occurrence occurrence : Seen.list(evidence.host().problems())) {
      Problem problem = catalogue.get(occurrence.code());
      if (problem != null
          && !occurrence.code().equals(OOM_KILL)
          && occurrence.count() >= problem.atLeast()
          && active == isActive(evidence, problem, occurrence)) {
        findings.add(finding(evidence, problem, occurrence));
      }
    }
    return findings;
  }

  /** Not cleared, not quiet for long enough, and of this boot. */
  private static boolean isActive(Evidence evidence, Problem problem, Occurrence occurrence) {
    Instant booted = evidence.host().booted().minus(CLOCKS_DIFFER);
    Duration quiet = Duration.between(occurrence.last(), evidence.now());
    boolean over = problem.quiet().isPresent() && quiet.compareTo(problem.quiet().get()) > 0;
    return !occurrence.cleared() && !over && !occurrence.last().isBefore(booted);
  }

  private static Finding finding(Evidence evidence, Problem problem, Occurrence occurrence) {
    Finding.Builder finding =
        Finding.of(
            problem.code(),
            problem.severity(),
            object(evidence, occurrence.details()),
            cause(evidence, problem, occurrence));
    finding.since(occurrence.first());
    for (Occurrence.Line line : occurrence.lines()) {
      finding.evidence(line.time(), evidence.host().kernelLogFrom(), line.text());
    }
    for (Remedy remedy : problem.remedies()) {
      finding.remedy(filled(remedy, occurrence.details()));
    }
    return finding.build();
  }

  private static String object(Evidence evidence, Map<String, String> details) {
    String device = details.get("device");
    if (device != null) {
      return "disk/" + device;
    }
    String networkDevice = details.get("interface");
    if (networkDevice != null) {
      return "interface/" + networkDevice;
    }
    String cgroup = details.get("cgroup");
    if (cgroup != null) {
      return Owner.of(evidence.host(), cgroup).object();
    }
    String process = details.get("process");
    return process == null ? "node/" + evidence.host().node() : "process/" + process;
  }

  /** {@code Disk sda cannot be read or written (4 times, last 2.0 min ago)}. */
  private static String cause(Evidence evidence, Problem problem, Occurrence occurrence) {
    double ago = Duration.between(occurrence.last(), evidence.now()).toMillis() / 1e3;
    String last = Quantities.seconds(Math.max(0, ago)) + " ago";
    String times =
        occurrence.count() == 1
            ? last
            : Quantities.count(occurrence.count()) + " times, last " + last;
    Map<String, String> details = new HashMap<>(occurrence.details());
    details.computeIfPresent("cgroup", (_, path) -> Owner.of(evidence.host(), path).name());
    return DetailText.fill(problem.title(), details) + " (" + times + ")";
  }

  private static Remedy filled(Remedy remedy, Map<String, String> details) {
    return new Remedy(
        remedy.what(),
        DetailText.fill(remedy.command(), details),
        remedy.risk(),
        DetailText.fill(remedy.verify(), details),
        DetailText.fill(remedy.undo(), details));
  }

  private static Set<String> without(Set<String> codes, String code) {
    Set<String> rest = new HashSet<>(codes);
    rest.remove(code);
    return Set.copyOf(rest);
  }
}
