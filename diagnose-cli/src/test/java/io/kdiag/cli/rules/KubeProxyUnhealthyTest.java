package io.kdiag.cli.rules;

import static io.kdiag.cli.TestEvidence.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.detector.Severity;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import org.junit.jupiter.api.Test;

final class KubeProxyUnhealthyTest {
  private final KubeProxyUnhealthy rule = new KubeProxyUnhealthy();

  private static final String URL = "http://127.0.0.1:10256/healthz";

  @Test
  void saysThatItIsNotRunning() {
    assertThat(rule.find(healthy().node().part("kube-proxy", "process", 0).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(f -> assertThat(f.object()).isEqualTo("component/kube-proxy"))
        .satisfies(f -> assertThat(f.cause()).startsWith("kube-proxy is not running"));
  }

  @Test
  void saysWhatARunningOneAnswers() {
    assertThat(rule.find(asked(Outcome.UNHEALTHY).build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
        .satisfies(
            f -> assertThat(f.cause()).contains("(pid 7) but says that it is not healthy: 503"));
  }

  @Test
  void isSilentWhereItIsWellOrCouldNotBeAsked() {
    assertThat(rule.find(asked(Outcome.OK).build())).isEmpty();
    assertThat(rule.find(asked(Outcome.UNKNOWN).build())).isEmpty();
  }

  @Test
  void isSilentWhereItDoesNotBelong() {
    assertThat(rule.find(healthy().node().build())).isEmpty();
    assertThat(rule.find(healthy().build())).isEmpty();
  }

  private static TestEvidence asked(Outcome outcome) {
    return healthy()
        .node()
        .part("kube-proxy", "process", 7)
        .probe(Kind.KUBE_PROXY, URL, outcome, "503", 3);
  }
}
