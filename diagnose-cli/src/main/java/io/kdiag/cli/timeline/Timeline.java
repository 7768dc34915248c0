package io.kdiag.cli.timeline;

import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.host.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Everything in the evidence that has a time, the oldest first. */
public record Timeline(Instant now, List<Moment> moments) {

  public static Timeline of(Evidence evidence) {
    List<Moment> moments = new ArrayList<>();
    MachineMoments.add(evidence.host(), moments);
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      NodeMoments.add(cluster, moments);
      for (Reading<ProblemsDocument> detected : cluster.detected().values()) {
        if (detected instanceof Reading.Present<ProblemsDocument>(ProblemsDocument said)) {
          DetectedMoments.add(said, moments);
        }
      }
    }
    for (var series : evidence.series()) {
      MetricMoments.add(series, moments);
    }
    return of(evidence.now(), moments);
  }

  public static Timeline of(Instant now, List<Moment> moments) {
    return new Timeline(now, moments.stream().sorted(Moment.OLDEST_FIRST).toList());
  }

  /** Those that were under way at {@code from} or later. */
  public Timeline since(Instant from) {
    return new Timeline(
        now, moments.stream().filter(moment -> !moment.last().isBefore(from)).toList());
  }

  /** Those of the objects that are wanted. */
  public Timeline about(Predicate<String> wanted) {
    return new Timeline(
        now, moments.stream().filter(moment -> wanted.test(moment.object())).toList());
  }

  /** Those that were under way within {@code age} before now. */
  public Timeline within(Duration age) {
    return since(now.minus(age));
  }

  /** What changed at most {@code before} ahead of {@code time}: where a cause may be looked for. */
  public List<Moment> changedBefore(Instant time, Duration before) {
    Instant from = time.minus(before);
    return moments.stream()
        .filter(moment -> !moment.time().isBefore(from) && !moment.time().isAfter(time))
        .filter(moment -> moment.lane() == Moment.Lane.CHANGE)
        .toList();
  }
}
