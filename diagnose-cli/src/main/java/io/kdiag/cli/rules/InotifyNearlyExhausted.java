package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.host.proc.InotifyUse;
import java.util.ArrayList;
import java.util.List;

/**
 * One user has nearly as many inotify instances or watches as it may have: then kubelet cannot
 * follow logs, and programs that watch their configuration fail.
 */
final class InotifyNearlyExhausted implements Rule {
  private static final double PERCENT = 90;

  @Override
  public String code() {
    return "InotifyNearlyExhausted";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    InotifyUse use = Seen.value(host.last().inotify());
    List<Finding> findings = new ArrayList<>();
    if (use != null && isNear(use.instances(), use.maxUserInstances())) {
      findings.add(finding(host, use, "instances", use.instances(), use.maxUserInstances()));
    }
    if (use != null && isNear(use.watches(), use.maxUserWatches())) {
      findings.add(finding(host, use, "watches", use.watches(), use.maxUserWatches()));
    }
    return findings;
  }

  private static boolean isNear(long used, long limit) {
    return used >= 0 && Rates.percent(used, limit) > PERCENT;
  }

  private static Finding finding(
      HostEvidence host, InotifyUse use, String what, long used, long limit) {
    String sysctl = "fs.inotify.max_user_" + what;
    String said =
        "user "
            + use.uid()
            + " has "
            + Quantities.count(used)
            + " of "
            + Quantities.count(limit)
            + " inotify "
            + what;
    Finding.Builder finding =
        Finding.of(
                "InotifyNearlyExhausted",
                Severity.WARNING,
                "node/" + host.node(),
                said
                    + ": following logs and watching files fails with \"too many open files\" or"
                    + " \"no space left on device\" when none is left")
            .evidence(host.last().time(), "/proc/<pid>/fdinfo, " + sysctl, said);
    if (use.processesUnread() > 0) {
      finding.notChecked(use.processesUnread() + " processes could not be looked into");
    }
    return finding
        .look(
            "See who has most",
            "find /proc/[0-9]*/fd -lname anon_inode:inotify 2>/dev/null | cut -d/ -f3 | sort | uniq -c"
                + " | sort -rn | head")
        .safe(
            "Raise the limit now; write it to /etc/sysctl.d too",
            "sysctl -w " + sysctl + "=" + 4 * limit,
            "sysctl " + sysctl,
            "sysctl -w " + sysctl + "=" + limit)
        .build();
  }
}
