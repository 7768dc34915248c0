package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.engine.Finding;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.host.proc.Route;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoDefaultRouteTest {
  private static final Route LOCAL = new Route("eth0", "10.0.0.0", 24, "", 0, false);
  private static final Route REJECT = new Route("lo", "::", 0, "", 0, true);
  private static final ProbeResult NO_DNS =
      new ProbeResult(
          ProbeResult.Kind.DNS,
          "10.0.0.2:53",
          ProbeResult.Outcome.TIMEOUT,
          "no answer",
          Duration.ofSeconds(2));
  private final NoDefaultRoute rule = new NoDefaultRoute();

  private static TestEvidence routes(Route... routes) {
    return TestEvidence.healthy()
        .both("networkDevices", List.of(Machines.eth0(100, 0, 0, "up", 2)))
        .both("routes", List.of(routes));
  }

  private static TestEvidence onNode(Route... routes) {
    return routes(routes).kubernetes("signs", List.of("/var/log/pods holds 7 pods"));
  }

  @Test
  void warnsOnANode() {
    Finding finding = Found.only(rule, onNode(LOCAL, REJECT));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.object()).isEqualTo("node/k8s-node-1");
    assertThat(finding.cause()).contains("there is no default route");
    assertThat(finding.evidence().get(0).text()).contains("2 routes");
  }

  @Test
  void isCriticalOnANodeThatReachesNoNameServer() {
    Finding finding = Found.only(rule, onNode(LOCAL).host("probes", List.of(NO_DNS)));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.cause()).contains("no name server answers");
    assertThat(rule.explains(finding)).contains("DnsNotAnswering");
  }

  @Test
  void warnsElsewhereOnlyWhenNoNameServerAnswers() {
    Found.silent(rule, routes(LOCAL));
    assertThat(Found.only(rule, routes(LOCAL).host("probes", List.of(NO_DNS))).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void isSilentOnAMachineWithoutANetwork() {
    Found.silent(rule, onNode().both("networkDevices", List.of()));
    Found.silent(rule, routes());
  }

  @Test
  void isSilentWithADefaultRoute() {
    Found.silent(rule, onNode(LOCAL, new Route("eth0", "0.0.0.0", 0, "10.0.0.1", 0, false)));
  }

  @Test
  void isSilentWithoutRoutes() {
    Found.silentWithout(rule, onNode(LOCAL).host("probes", List.of(NO_DNS)), "routes");
  }
}
