package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.HostRoot;
import io.kdiag.host.containerlog.ContainerLog;
import io.kdiag.host.proc.ProcessStat;
import java.time.Instant;
import java.util.List;

/** Says of containers that restarted when their runs began and what their last errors are. */
public final class ContainerStates {
  private ContainerStates() {}

  public static List<HostEvidence.ContainerState> read(
      HostRoot root, List<ContainerLog> logs, List<ProcessStat> processes, Instant now) {
    return List.of();
  }
}
