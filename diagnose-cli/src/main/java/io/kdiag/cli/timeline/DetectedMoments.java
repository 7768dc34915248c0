package io.kdiag.cli.timeline;

import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.detector.document.ReportedProblem.PodObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node's problem detector saw. */
final class DetectedMoments {
  private DetectedMoments() {}

  static void add(ProblemsDocument document, List<Moment> moments) {
    for (List<ReportedProblem> problems : List.of(document.active(), document.recent())) {
      for (ReportedProblem problem : problems) {
        moments.add(
            new Moment(
                problem.since(),
                problem.last(),
                Math.max(1, problem.count()),
                Moment.Lane.KERNEL,
                problem.severity(),
                object(document.node(), problem.object()),
                problem.code() + ": " + problem.message(),
                "problem detector"));
      }
    }
  }

  private static String object(String node, @Nullable PodObject pod) {
    return pod == null ? "node/" + node : "pod/" + pod.namespace() + "/" + pod.name();
  }
}
