package io.kdiag.cli.rules;

import io.kdiag.cli.engine.ClusterRule;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Finding.Confidence;
import io.kdiag.cli.evidence.ClusterEvidence;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.kube.Service;
import io.kdiag.cli.rules.LogPatterns.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A container fails for want of another: the name is not known, or nobody answers there. Where it
 * is a Service of the cluster, its objects say why.
 */
final class CalledServiceFails implements ClusterRule {
  private final LogCause cause;

  CalledServiceFails(LogCause cause) {
    this.cause = cause;
  }

  @Override
  public String code() {
    return cause.code();
  }

  @Override
  public Set<String> explains(Finding finding) {
    return Failing.symptoms(finding);
  }

  /** Whatever is wrong with the Service that it calls, or with that one's pods. */
  @Override
  public Set<String> explainedBy(Finding symptom, Evidence evidence) {
    ClusterEvidence cluster = evidence.cluster();
    Set<String> causes = new HashSet<>();
    if (cluster != null) {
      for (Complaint complaint : Complaint.all(cluster, evidence.now())) {
        if (complaint.said().cause() == cause
            && complaint.pod().object().equals(symptom.object())) {
          Service service = called(cluster, complaint).service();
          if (service != null) {
            causes.add("*@" + service.object());
            cluster.objects().podsOf(service).forEach(pod -> causes.add("*@" + pod.object()));
          }
        }
      }
    }
    causes.remove("*@" + symptom.object());
    return causes;
  }

  private static CalledService called(ClusterEvidence cluster, Complaint complaint) {
    return CalledService.of(
        cluster, complaint.pod(), complaint.container().spec(), complaint.said().what());
  }

  @Override
  public List<Finding> find(ClusterEvidence cluster, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Complaint complaint : Complaint.all(cluster, now)) {
      if (complaint.said().cause() == cause) {
        findings.add(finding(cluster, now, complaint));
      }
    }
    return findings;
  }

  private Finding finding(ClusterEvidence cluster, Instant now, Complaint complaint) {
    Said said = complaint.said();
    CalledService called =
        CalledService.of(cluster, complaint.pod(), complaint.container().spec(), said.what());
    String what = said.what().isEmpty() ? called.host() : said.what();
    String to = what.isEmpty() || cause == LogCause.HOST_NAME_UNKNOWN ? what : "to " + what;
    String why = why(cluster, called);
    Finding.Builder finding =
        complaint.finding(
            cluster, now, cause.meaning(to) + (why.isEmpty() ? "" : " (" + why + ")"));
    if (CalledServiceState.podsAreAtFault(cluster, called)) {
      finding.confidence(Confidence.LIKELY);
    }
    if (!called.name().isEmpty()) {
      finding.look(
          "Ask about the service it calls",
          "kdiag service " + called.name() + " -n " + called.namespace());
    }
    return finding.build();
  }

  private String why(ClusterEvidence cluster, CalledService called) {
    if (called.itself()) {
      return "its own pod: what should listen there does not run in it, or another address is meant";
    }
    if (called.absent(cluster)) {
      List<String> near = called.near(cluster);
      return "there is no service "
          + called.name()
          + " in namespace "
          + called.namespace()
          + (near.isEmpty() ? "" : "; there is " + String.join(", ", near));
    }
    if (cause == LogCause.HOST_NAME_UNKNOWN) {
      return called.service() == null
          ? ""
          : "though there is a service of that name: see whether the cluster's DNS works";
    }
    return CalledServiceState.of(cluster, called);
  }
}
