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

/** Name servers that this machine is told to use do not answer. */
final class DnsNotAnswering implements Rule {

  @Override
  public String code() {
    return "DnsNotAnswering";
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    List<ProbeResult> dead = new ArrayList<>();
    int asked = 0;
    for (ProbeResult answer : Answers.of(evidence, Kind.DNS)) {
      asked += answer.outcome() == Outcome.UNKNOWN ? 0 : 1;
      if (Answers.failed(answer)) {
        dead.add(answer);
      }
    }
    return dead.isEmpty() ? List.of() : List.of(finding(evidence, dead, dead.size() == asked));
  }

  private Finding finding(Evidence evidence, List<ProbeResult> dead, boolean all) {
    boolean node = evidence.host().kubernetes().isNode();
    Finding.Builder finding =
        Finding.of(
            code(),
            all && node ? Severity.CRITICAL : Severity.WARNING,
            dead.size() == 1
                ? "nameserver/" + server(dead.getFirst())
                : "node/" + evidence.host().node(),
            cause(dead, all));
    for (ProbeResult answer : dead) {
      Answers.quote(finding, evidence, answer);
    }
    for (ProbeResult answer : Answers.of(evidence, Kind.DNS)) {
      if (answer.outcome() == Outcome.OK) {
        finding.against(evidence.now(), answer.target(), "answers in " + Answers.seconds(answer));
      }
    }
    String server = server(dead.getFirst());
    finding.look("See which name servers are set", "cat /etc/resolv.conf");
    finding.look("See the way to it", "ip route get " + server);
    finding.look("Ask it yourself", "nslookup -timeout=2 kubernetes.io " + server);
    return finding.build();
  }

  private static String cause(List<ProbeResult> dead, boolean all) {
    if (dead.size() == 1) {
      ProbeResult answer = dead.getFirst();
      String rest =
          all
              ? ", and there is no other: names cannot be resolved, so images and other machines"
                  + " are out of reach"
              : ": each look-up that starts with it waits before the next one is asked";
      return "Name server " + server(answer) + " " + says(answer) + rest;
    }
    List<String> servers = new ArrayList<>();
    for (ProbeResult answer : dead) {
      servers.add(server(answer));
    }
    String names = String.join(", ", servers);
    return all
        ? "None of the name servers " + names + " answers: names cannot be resolved"
        : "Name servers " + names + " do not answer: look-ups wait before another one is asked";
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
