package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.ClusterEvidence.ContainerWords;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.Severity;
import java.time.Instant;
import java.util.List;

/** Bursts of lines that containers wrote. */
final class Words {
  private Words() {}

  static void add(List<ContainerWords> logs, List<Moment> moments) {
    for (ContainerWords words : logs) {
      String object =
          "container/" + words.namespace() + "/" + words.pod() + "/" + words.container();
      for (LogGroup group : words.lines()) {
        moments.add(moment(object, group, words.source()));
      }
    }
    moments.removeIf(moment -> moment.last().equals(Instant.EPOCH));
  }

  static Moment moment(String object, LogGroup group, String source) {
    return new Moment(
        group.first(),
        group.last(),
        group.count(),
        Moment.Lane.LOG,
        Severity.INFO,
        object,
        group.sample(),
        source);
  }
}
