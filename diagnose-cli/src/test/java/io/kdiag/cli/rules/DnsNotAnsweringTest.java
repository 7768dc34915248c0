package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class DnsNotAnsweringTest {
  private final DnsNotAnswering rule = new DnsNotAnswering();

  @Test
  void isCriticalOnANodeWithoutAnyOther() {
    assertThat(rule.find(dns("10.0.0.2", Outcome.TIMEOUT).node().build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("nameserver/10.0.0.2"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .startsWith(
                        "Name server 10.0.0.2 gives no answer within 2.0 s, and there is no other"));
  }

  @Test
  void isAWarningOnAPlainMachine() {
    assertThat(rule.find(dns("10.0.0.2", Outcome.REFUSED).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void isAWarningWhereAnotherAnswers() {
    TestEvidence evidence =
        dns("10.0.0.2", Outcome.UNHEALTHY)
            .node()
            .probe(Kind.DNS, "dns://10.0.0.3/kubernetes.default", Outcome.OK, "", 4);
    assertThat(rule.find(evidence.build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(f -> assertThat(f.cause()).contains("answers with an error (SERVFAIL)"))
        .satisfies(f -> assertThat(f.against()).hasSize(1));
  }

  @Test
  void tellsTheClustersNameServerFromTheMachines() {
    TestEvidence evidence =
        dns("10.0.0.2", Outcome.OK)
            .node()
            .probe(Kind.DNS, "dns://10.96.0.10/kubernetes.default.svc.a", Outcome.TIMEOUT, "", 900);
    assertThat(rule.find(evidence.build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("service/kube-system/kube-dns"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .isEqualTo(
                        "The cluster's name server 10.96.0.10 gives no answer within 900 ms: asked"
                            + " from this node, so pods here cannot look up names"));
  }

  @Test
  void namesAllThatAreDead() {
    TestEvidence evidence =
        dns("10.0.0.2", Outcome.TIMEOUT)
            .probe(Kind.DNS, "dns://10.0.0.3/a", Outcome.TIMEOUT, "", 2000);
    assertThat(rule.find(evidence.build()))
        .singleElement()
        .satisfies(f -> assertThat(f.object()).isEqualTo("node/k8s-node-1"))
        .satisfies(
            f ->
                assertThat(f.cause())
                    .startsWith(
                        "Name servers 10.0.0.2, 10.0.0.3 do not answer, and these are all"));
  }

  @Test
  void isSilentWhereTheyAnswerOrCouldNotBeAsked() {
    assertThat(rule.find(dns("10.0.0.2", Outcome.OK).build())).isEmpty();
    assertThat(rule.find(dns("10.0.0.2", Outcome.UNKNOWN).build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence dns(String server, Outcome outcome) {
    String target = "dns://" + server + "/kubernetes.default";
    return healthy().probe(Kind.DNS, target, outcome, "SERVFAIL", 2000);
  }
}
