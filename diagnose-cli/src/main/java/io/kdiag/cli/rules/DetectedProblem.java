package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Pod;
import io.kdiag.detector.DetailText;
import io.kdiag.detector.Problem;
import io.kdiag.detector.Remedy;
import io.kdiag.detector.document.ProblemsDocument;
import io.kdiag.detector.document.ReportedProblem;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the node's problem detector holds to be wrong now, under the catalogue's codes; what is over
 * is history.
 */
final class DetectedProblem implements Rule {
  private final Map<String, Problem> catalogue = new HashMap<>();

  DetectedProblem(List<Problem> problems) {
    for (Problem problem : problems) {
      catalogue.put(problem.code(), problem);
    }
  }

  @Override
  public String code() {
    return "DetectedProblem";
  }

  @Override
  public boolean asksTheCluster() {
    return true;
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (ProblemsDocument detected : detected(evidence)) {
      for (ReportedProblem problem : detected.active()) {
        if (isThere(evidence, problem)) {
          findings.add(finding(detected.node(), problem));
        }
      }
    }
    return findings;
  }

  @Override
  public List<Finding> history(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (ProblemsDocument detected : detected(evidence)) {
      for (ReportedProblem problem : detected.active()) {
        if (!isThere(evidence, problem)) {
          findings.add(finding(detected.node(), problem));
        }
      }
      for (ReportedProblem problem : detected.recent()) {
        findings.add(finding(detected.node(), problem));
      }
    }
    return findings;
  }

  private static List<ProblemsDocument> detected(Evidence evidence) {
    List<ProblemsDocument> documents = new ArrayList<>();
    ClusterEvidence cluster = evidence.cluster();
    if (cluster != null) {
      for (Reading<ProblemsDocument> reading : cluster.detected().values()) {
        reading.optional().ifPresent(documents::add);
      }
    }
    return documents;
  }

  /** What happened to a pod that is gone from the node is history. */
  private static boolean isThere(Evidence evidence, ReportedProblem problem) {
    ReportedProblem.PodObject pod = problem.object();
    ClusterEvidence cluster = evidence.cluster();
    if (pod == null || cluster == null) {
      return true;
    }
    for (Pod each : cluster.pods()) {
      if (each.uid().equals(pod.uid())) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(String node, ReportedProblem problem) {
    ReportedProblem.PodObject pod = problem.object();
    String object = pod == null ? "node/" + node : "pod/" + pod.namespace() + "/" + pod.name();
    Finding.Builder finding =
        Finding.of(problem.code(), problem.severity(), object, problem.message());
    finding.since(problem.since());
    for (ReportedProblem.Evidence line : problem.evidence()) {
      finding.evidence(line.time(), line.source(), line.quote());
    }
    Problem known = catalogue.get(problem.code());
    if (known != null) {
      for (Remedy remedy : known.remedies()) {
        finding.remedy(
            new Remedy(
                remedy.what(),
                DetailText.fill(remedy.command(), Map.of()),
                remedy.risk(),
                DetailText.fill(remedy.verify(), Map.of()),
                DetailText.fill(remedy.undo(), Map.of())));
      }
    }
    return finding.build();
  }
}
