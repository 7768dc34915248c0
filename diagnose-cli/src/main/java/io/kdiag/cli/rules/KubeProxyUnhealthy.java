package io.kdiag.cli.rules;

import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.engine.Rule;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import java.util.List;
import java.util.Set;

/** kube-proxy belongs on this machine and does not run, or is not well. */
final class KubeProxyUnhealthy implements Rule {

  @Override
  public String code() {
    return "KubeProxyUnhealthy";
  }

  @Override
  public Set<String> explains(Finding cause) {
    return Set.of("DnsNotAnswering@service/kube-system/kube-dns");
  }

  @Override
  public List<Finding> find(Evidence evidence) {
    Part proxy = Part.of(evidence, "kube-proxy");
    if (proxy == null || Answers.anyOk(evidence, Kind.KUBE_PROXY)) {
      return List.of();
    }
    if (!proxy.running()) {
      return List.of(
          proxy
              .down(
                  code(),
                  "kube-proxy is not running: services keep the endpoints they had when it"
                      + " stopped, and new ones cannot be reached from this node")
              .build());
    }
    ProbeResult answer = Answers.first(evidence, Kind.KUBE_PROXY);
    return answer != null && Answers.failed(answer)
        ? List.of(unhealthy(evidence, proxy, answer))
        : List.of();
  }

  private Finding unhealthy(Evidence evidence, Part proxy, ProbeResult answer) {
    Finding.Builder finding =
        Finding.of(
            code(),
            Severity.WARNING,
            proxy.object(),
            "kube-proxy runs (pid "
                + proxy.component().pid()
                + ") but "
                + Answers.says(answer)
                + ": services may lead to pods that are gone");
    Answers.quote(finding, evidence, answer);
    proxy.lastWords(finding);
    if (proxy.justStarted()) {
      finding.against(evidence.now(), "/proc", "kube-proxy was started less than a minute ago");
    }
    finding.look("Ask it yourself", "curl -sS -m 5 " + answer.target());
    finding.look("See the rules it wrote", "iptables-save -t nat | grep -c KUBE-SVC");
    proxy.looks(finding);
    return finding.build();
  }
}
