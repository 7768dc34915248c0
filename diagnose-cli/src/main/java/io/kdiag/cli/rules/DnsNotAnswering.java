package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Name servers do not answer: those that this machine is told to use, or the cluster's own, which
 * its pods use.
 */
final class DnsNotAnswering implements Rule {
  /** What a question to the cluster's name server asks for: {@code kubernetes.default.svc...}. */
  private static final String SERVICE = ".svc";

  @Override
  public String code() {
    return "DnsNotAnswering";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (boolean cluster : new boolean[] {false, true}) {
      List<ProbeResult> dead = new ArrayList<>();
      int asked = 0;
      for (ProbeResult answer : answers(evidence, cluster)) {
        asked += answer.outcome() == Outcome.UNKNOWN ? 0 : 1;
        if (Answers.failed(answer)) {
          dead.add(answer);
        }
      }
      if (!dead.isEmpty()) {
        findings.add(finding(evidence, cluster, dead, dead.size() == asked));
      }
    }
    return findings;
  }

  private static List<ProbeResult> answers(Evidence evidence, boolean cluster) {
    List<ProbeResult> answers = Answers.of(evidence, Kind.DNS);
    answers.removeIf(answer -> answer.target().contains(SERVICE) != cluster);
    return answers;
  }

  private Finding finding(Evidence evidence, boolean cluster, List<ProbeResult> dead, boolean all) {
    boolean node = evidence.host().kubernetes().isNode();
    Finding.Builder finding =
        Finding.of(
            code(),
            all && node ? Severity.CRITICAL : Severity.WARNING,
            object(evidence, cluster, dead),
            subject(cluster, dead) + consequence(cluster, all, dead.size()));
    for (ProbeResult answer : dead) {
      Answers.quote(finding, evidence, answer);
    }
    for (ProbeResult answer : answers(evidence, cluster)) {
      if (answer.outcome() == Outcome.OK) {
        finding.against(evidence.now(), answer.target(), "answers in " + Answers.seconds(answer));
      }
    }
    remedies(finding, cluster, server(dead.getFirst()));
    return finding.build();
  }

  private static String object(Evidence evidence, boolean cluster, List<ProbeResult> dead) {
    if (cluster) {
      return "service/kube-system/kube-dns";
    }
    return dead.size() == 1
        ? "nameserver/" + server(dead.getFirst())
        : "node/" + evidence.host().node();
  }

  private static void remedies(Finding.Builder finding, boolean cluster, String server) {
    if (cluster) {
      finding.look(
          "See whether its pods are well",
          "kubectl -n kube-system get pods,endpoints -l k8s-app=kube-dns -o wide");
      finding.look("See whether kube-proxy leads to them", "iptables-save -t nat | grep " + server);
      finding.look(
          "Ask it yourself", "nslookup -timeout=2 kubernetes.default.svc.cluster.local " + server);
    } else {
      finding.look("See which name servers are set", "cat /etc/resolv.conf");
      finding.look("See the way to it", "ip route get " + server);
      finding.look("Ask it yourself", "nslookup -timeout=2 kubernetes.io " + server);
    }
  }

  /** {@code Name server 10.0.0.2 gives no answer within 2.0 s}. */
  private static String subject(boolean cluster, List<ProbeResult> dead) {
    String whose = cluster ? "The cluster's name server" : "Name server";
    if (dead.size() == 1) {
      return whose + " " + server(dead.getFirst()) + " " + says(dead.getFirst());
    }
    List<String> servers = new ArrayList<>();
    for (ProbeResult answer : dead) {
      servers.add(server(answer));
    }
    return whose + "s " + String.join(", ", servers) + " do not answer";
  }

  private static String consequence(boolean cluster, boolean all, int dead) {
    if (cluster) {
      return all
          ? ": asked from this node, so pods here cannot look up names"
          : ": look-ups in pods wait before another one is asked";
    }
    if (!all) {
      return ": each look-up that starts there waits before another one is asked";
    }
    return (dead == 1 ? ", and there is no other" : ", and these are all")
        + ": names cannot be resolved, so images and other machines are out of reach";
  }

  private static String says(ProbeResult answer) {
    return answer.outcome() == Outcome.UNHEALTHY
        ? "answers with an error (" + answer.answer().strip() + ")"
        : Answers.says(answer);
  }

  /** {@code 10.96.0.10} of {@code dns://10.96.0.10/kubernetes.default}. */
  private static String server(ProbeResult answer) {
    String target = answer.target();
    int start = target.startsWith("dns://") ? 6 : 0;
    int end = target.indexOf('/', start);
    return target.substring(start, end < 0 ? target.length() : end);
  }
}
