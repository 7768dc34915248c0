package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.Occurrence;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;

/** The moments of a machine that was read itself. */
final class MachineMoments {
  private MachineMoments() {}

  static void add(HostEvidence host, List<Moment> moments) {
    if (!host.wasRead()) {
      return;
    }
    String node = "node/" + host.node();
    moments.add(
        Moment.once(
            host.booted(), Moment.Lane.CHANGE, Severity.INFO, node, "the kernel started", "/proc"));
    for (Occurrence problem : host.problems().optional().orElse(List.of())) {
      moments.add(
          new Moment(
              problem.first(),
              problem.last(),
              problem.count(),
              Moment.Lane.KERNEL,
              problem.cleared() ? Severity.INFO : Severity.WARNING,
              node,
              problem.code() + ": " + problem.lines().getFirst().text(),
              host.kernelLogFrom()));
    }
    for (ContainerState container : host.containers().optional().orElse(List.of())) {
      container(container, moments);
    }
  }

  private static void container(ContainerState state, List<Moment> moments) {
    var log = state.log();
    String object = "container/" + log.namespace() + "/" + log.pod() + "/" + log.container();
    for (Instant start : state.starts()) {
      moments.add(
          Moment.once(
              start,
              Moment.Lane.CONTAINER,
              Severity.INFO,
              object,
              "a run began",
              log.files().getFirst()));
    }
    for (LogGroup group : state.errors()) {
      moments.add(Words.moment(object, group, log.files().getFirst()));
    }
  }
}
