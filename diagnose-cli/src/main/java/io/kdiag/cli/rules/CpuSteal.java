package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.detector.Severity;
import java.util.List;
import java.util.Set;

/** The hypervisor gave this machine's processors to others while it had work for them. */
final class CpuSteal implements Rule {
  private static final double WARNING_PERCENT = 10;
  private static final double CRITICAL_PERCENT = 30;

  @Override
  public String code() {
    return "CpuSteal";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("CpuSaturated");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    HostEvidence host = evidence.host();
    CpuWindow cpu = CpuWindow.of(host);
    if (cpu == null || cpu.steal() <= WARNING_PERCENT) {
      return List.of();
    }
    Severity severity = cpu.steal() > CRITICAL_PERCENT ? Severity.CRITICAL : Severity.WARNING;
    String cause =
        "the hypervisor withheld "
            + Quantities.percent(cpu.steal())
            + " of the processors' time over "
            + Quantities.seconds(Rates.window(host))
            + ": the machine below is overcommitted or this one's CPU credit is spent";
    return List.of(
        Finding.of("CpuSteal", severity, "node/" + host.node(), cause)
            .evidence(host.last().time(), "/proc/stat", cpu.said())
            .look("Watch column st for a minute", "vmstat 5 12")
            .disruptive(
                "Move the virtual machine to another host or a size with guaranteed processors",
                "kubectl drain " + host.node() + " --ignore-daemonsets",
                "vmstat 5 3",
                "kubectl uncordon " + host.node())
            .build());
  }
}
