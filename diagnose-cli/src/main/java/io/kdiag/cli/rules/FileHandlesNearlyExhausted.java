package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.FileHandles;
import java.util.List;

/** The machine has nearly as many open files as it may have. */
final class FileHandlesNearlyExhausted implements Rule {
  private static final double WARNING_PERCENT = 90;
  private static final double CRITICAL_PERCENT = 98;

  @Override
  public String code() {
    return "FileHandlesNearlyExhausted";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    FileHandles handles = Seen.value(host.last().fileHandles());
    double percent = handles == null ? 0 : Rates.percent(handles.allocated(), handles.limit());
    return handles == null || percent <= WARNING_PERCENT
        ? List.of()
        : List.of(finding(host, handles, percent));
  }

  private static Finding finding(HostEvidence host, FileHandles handles, double percent) {
    String use =
        Quantities.count(handles.allocated())
            + " of "
            + Quantities.count(handles.limit())
            + " ("
            + Quantities.percent(percent)
            + ")";
    boolean full = percent >= CRITICAL_PERCENT;
    return Finding.of(
            "FileHandlesNearlyExhausted",
            full ? Severity.CRITICAL : Severity.WARNING,
            "node/" + host.node(),
            "the machine "
                + (full ? "can open no more files: " : "can open few more files: ")
                + use
                + " file handles are in use")
        .evidence(host.last().time(), "/proc/sys/fs/file-nr", use)
        .look(
            "See who has most files open",
            "for p in /proc/[0-9]*; do echo \"$(ls $p/fd 2>/dev/null | wc -l) $(cat $p/comm)\"; done"
                + " | sort -rn | head")
        .safe(
            "Raise the limit now; write it to /etc/sysctl.d too",
            "sysctl -w fs.file-max=" + 2 * handles.limit(),
            "cat /proc/sys/fs/file-nr",
            "sysctl -w fs.file-max=" + handles.limit())
        .build();
  }
}
